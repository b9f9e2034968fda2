"""Pages are laid out once for a reply that many are given."""

from adapters.paging import Pages
from bot.messages import Reply


def test_one_reply_is_laid_out_once_and_an_equal_one_for_itself():
    laid_out: list[Reply] = []

    def lay_out(reply: Reply) -> tuple[str, ...]:
        laid_out.append(reply)
        return (reply.title,)

    pages = Pages(lay_out)
    one, equal = Reply(title="One"), Reply(title="One")
    assert pages(one) == pages(one) == pages(equal) == ("One",)
    assert [id(reply) for reply in laid_out] == [id(one), id(equal)]


def test_pages_of_replies_long_gone_are_never_taken_for_those_of_new_ones():
    pages = Pages(lambda reply: (reply.title,))
    for number in range(1000):
        assert pages(Reply(title=str(number))) == (str(number),)
