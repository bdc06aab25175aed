"""No link of a page leads nowhere."""

from tests.documents.pages import anchors, links


def test_every_link_leads_to_a_file() -> None:
    found = list(links())
    assert found
    assert [link for link in found if not link.path.exists()] == []


def test_every_anchor_is_a_heading_of_its_page() -> None:
    with_anchor = [link for link in links() if link.anchor]
    assert [link for link in with_anchor if link.anchor not in anchors(link.path)] == []
