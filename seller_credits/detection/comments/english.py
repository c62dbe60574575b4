"""English words around what goes wrong with an order: hints, praise, denials and doubts."""

from __future__ import annotations

from seller_credits.detection.comments.english_signs import SURE
from seller_credits.detection.comments.lexicon import Lexicon
from seller_credits.domain.issues import IssueKind

_HINTS = {
    IssueKind.LATE_DELIVERY: "late\ndelay*\nslow\nweeks",
    IssueKind.LOST: "lost\nstill waiting\nno delivery\nstolen",
    IssueKind.DAMAGED: "damage*\nbroken\ncrushed\ncracked\ndented\nbent\nleak*\nscratch*\ntorn",
    IssueKind.DEFECTIVE: "broke\ndefect*\nfault\ndead\nreturn .. working",
    IssueKind.WRONG_ITEM: "wrong\nincorrect",
    IssueKind.MISSING_PARTS: "missing\nempty",
    IssueKind.NOT_AS_DESCRIBED: "misled\nscam\nsmaller",
    IssueKind.QUALITY: "rubbish\ngarbage\npoor\ncrap",
    IssueKind.BUYER_REMORSE: "unwanted",
}

LEXICON = Lexicon(
    language="en",
    sure=SURE,
    hints=_HINTS,
    clear="""
        nothing (is/was/were) missing/broken/damaged/wrong/late
        never late
        never (a/any/had) (a/any) damaged/late/broken/wrong/defective/faulty
        never arrived/came/been late/damaged/broken
        never been/had (a/any) late/problem/issue/problems/damaged/broken
        never received/got a/any damaged/broken/wrong/defective/late/faulty/bad
        never received/got (my/the/a/any) refund/money
        not received (my/the/a/any) refund/money
        havent/hasnt received (my/the/a/any) refund/money
        did not receive/get (my/the/a/any) refund/money
        didnt receive/get (my/the/a/any) refund/money
        better late than never
        late night/nights/evening/afternoon/morning/summer/spring/autumn/winter
        at night late
        late for work/school
        of/my/his/her late husband/wife/mother/father/mum/dad
        sooner or later
        later on
        at the latest
        in/for no time
        on time
        a lost cause
        lost weight/interest/count
        broken in
        no wrong/damage/damages/delay/delays/defects/problems/issues/faults/complaints
        no damage/delay/delays/defects whatsoever
        zero damage/delays/defects/issues
        without (a/any) damage/delay/delays/problem/problems/issue/issues/scratch/defects
        missing out
        didnt miss
        nothing wrong
        wrong with me
        cant/cannot go wrong
        didnt/not go wrong
        cheap price
        good/great/and cheap
        cheap and good/cheerful
        easily/well used
        get/got used to
        used it/to/by/for/with/as/this/them
        used twice/once/daily
        shatter/scratch/leak/crack/damage proof/resistant/protection/repair/remover/free
        leakproof/shatterproof/shockproof
        anti scratch/theft/leak
        dead sea/battery
        dead batteries
        i/we cracked
        early
        ahead of schedule/time
        sooner than
        earlier than
        quick/fast response/reply/delivery/shipping
        quickly
        no response/reply/answer/communication needed/necessary/required
        not late
        didnt arrive/come late
        did not arrive/come late
        works fine/great/perfectly/well
        works as described/advertised/expected
        exactly as described/advertised/pictured
        as described/advertised/pictured
        not too bad/long
        not bad quality
        no bad/poor quality
        my bad
        dont/do not need/want to
        not needed to
        """,
    negations="""
        not
        no
        never
        isnt/wasnt/arent/werent/dont/doesnt/didnt/hasnt
        havent/hadnt/wont/cant/cannot/couldnt/wouldnt
        without
        nothing
        neither/nor
        nobody/none
        hardly
        zero
        far from
        free from/of
        anything but
        """,
    doubts="""
        if
        unless
        whether
        in case
        worried/afraid/scared/concerned/nervous/worry/fear/feared/fears/fearing
        hope/hoping/hoped/hopefully
        might
        may (be/have)
        could be/have
        would be/have
        should/shall (it/be/have)
        expected it/to
        thought it/they/i
        wondering/wonder
        last time
        previous/previously order/seller/one/ordered
        other/another/different seller/sellers/vendor
        other/some/many reviews/reviewers/people/buyers
        reviews
        unlike
        usually/normally/always/often
        so that it/they
        to avoid
        prevent/prevents/protect/protects/against
        for when
        my old
        the old one
        replace/replaces/replacement/replacing (for) (a/my/the/our) (old/lost/broken)
        to replace
        """,
    breaks="""
        but
        however
        although
        though
        yet
        while
        until
        except
        and > the/it/i/when/they/then/has/had/was/is/one
        """,
)
