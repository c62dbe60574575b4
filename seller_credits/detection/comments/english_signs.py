"""English phrases that say by themselves what went wrong with an order."""

from __future__ import annotations

from seller_credits.domain.issues import IssueKind

SURE = {
    IssueKind.LATE_DELIVERY: """
        arrived/came/delivered/received/here .. late/later
        arrived/came/delivered/received .. weeks/days late/after
        late delivery/arrival/shipment/shipping
        delivery/shipping/shipment/package/parcel/order/item/product/it was/is .. late
        delivery/shipping/shipment/postage took/takes .. long/forever/ages/weeks/month/months
        took/takes (over/almost/nearly) a/two/three/four/five/six/seven/2/3/4/5/6/7/8 weeks/months
        took forever/ages/weeks/months to arrive/get/come/deliver/ship/be
        took (way) (far) (so) (too) long to arrive/get/come/deliver/ship/reach/be
        too/very/extremely/incredibly/super/so/extremely slow shipping/delivery
        slow shipping/delivery/postage
        slowest shipping/delivery
        shipping/delivery was/is .. slow
        days/weeks/week/day/month/months late
        showed/turned/got .. days/weeks/day/week later/late
        this arrived .. too late
        too late $
        weeks/days after the promised/estimated/expected/delivery date
        after the delivery/promised/estimated/expected date
        past the/its .. date
        not/didnt/never arrive/arrived/delivered/come/delivered on time
        wasnt/not delivered/arrived .. on time
        did not arrive/come/get (here) on/in time
        didnt/doesnt arrive/come/get (here) on/in time
        missed the/my/his/her/our birthday/christmas/party/wedding/event/deadline/holiday
        missed .. delivery date/window
        arrived/came/delivered/received .. after christmas/the
        arrived/came too late
        delayed by/for/over
        was/been (badly) (very) delayed
        delivery/shipping/shipment/order/package/parcel .. delayed
        long delay/delays
        late .. delivery
        a week/month/fortnight late
        later than promised/expected/advertised/stated/estimated/quoted/said/scheduled
        longer than promised/expected/advertised/stated/estimated/quoted/said
        overdue
        still waiting .. weeks/days later
        """,
    IssueKind.LOST: """
        never arrived/came
        never (even) showed/turned up
        never received (it/them/this/anything/item/order/package/parcel/product) $
        never received my/the/this item/order/package/parcel/product/delivery/goods/purchase/stuff
        never got (it/them/this/anything) $
        never got my/the/this item/order/package/parcel/product/delivery
        never (been) delivered
        never/not been delivered
        was/were never/not delivered $
        was not delivered
        not received (it/yet) $
        not received my/the/this item/order/package/parcel/product
        not received any/anything $
        item/order/package/parcel/product (was) not received
        item/order/package/parcel/product not/never arrived/delivered
        havent/hasnt received/arrived/come/got (it/yet/anything) $
        havent/hasnt received my/the/this item/order/package/parcel/product
        have/has not (yet) received/arrived/come/got (it/yet/anything) $
        have/has not (yet) received my/the/this item/order/package/parcel/product
        still not/hasnt/havent (been) here/arrived/received/delivered/come
        has/have still not (been) arrived/received/delivered/come
        didnt/not (ever) arrive/come (at) (all) $
        did not (ever) arrive/come (at) (all) $
        didnt receive/get it/this/anything/my/the $
        didnt receive/get my/the/this item/order/package/parcel/product
        did not receive it/this/anything $
        did not receive my/the/this item/order/package/parcel/product
        lost in/by transit/post/mail/shipping/delivery/the
        lost in the post/mail/transit
        lost by .. carrier/courier/ups/usps/fedex/dhl/evri/hermes
        lost my/the package/parcel/order/item
        package/parcel/order/shipment/item (was/is/got/been) lost
        package/parcel/order/shipment/item (has) (have) (been) disappeared
        no sign of it/the/my
        nothing (ever/has) arrived/came
        package/parcel was stolen
        non delivery/receipt
        """,
    IssueKind.DAMAGED: """
        arrived/came/received/delivered/was/were .. damaged/smashed/shattered/crushed/dented/cracked
        arrived/came/received/delivered (it/all/completely) broken/bent/leaking/leaked
        arrived/came/received/delivered (already/totally) broken/bent/leaking/leaked
        arrived/came/delivered in (a/hundred) (hundred/thousand/million) pieces/bits
        arrived/came/delivered in (thousand/million) (hundred/thousand/million) pieces/bits
        was/were in (a/hundred/thousand/million) (hundred/thousand/million) pieces/bits
        arrived/came/delivered/was/were in (two/several/many) (hundred/thousand/million) pieces/bits
        contents/corners bent/crushed
        damaged in/during/on transit/shipping/shipment/delivery/arrival/post/mail
        damaged in the post/mail
        broken/cracked/smashed/shattered in/during/on/upon transit/shipping/delivery/arrival/opening
        damaged item/product/goods/box/package/packaging/parcel/unit
        item/product/goods/box/package/packaging/parcel/it/they is/are/got/all (all) damaged/crushed
        box/package/packaging/parcel/corner .. crushed/damaged/ripped/torn
        box/package/packaging/parcel/corner .. soaked/smashed/opened/squashed
        crushed/ripped/torn/soaked/squashed/smashed box/package/packaging/parcel
        smashed/shattered/dented
        badly/poorly/terribly/not packed/packaged/wrapped
        poor/terrible/bad/awful/inadequate/no/insufficient/flimsy packing/packaging
        leaked all/everywhere/in/inside/over/during
        leaking everywhere/all/in
        covered in .. liquid/oil/glue
        big/huge/large/deep/long crack/dent/scratch
        was/is/were/are .. scratched
        dents/scratches/cracks in/on/all/down/across/everywhere
        broken glass/lid/handle/bottle/screen
        lid/handle/bottle/glass/screen/leg (was/is/were) broken/cracked/chipped
        corner/cup/mug/plate/frame (was/is/were) broken/cracked/chipped
        chipped
        """,
    IssueKind.DEFECTIVE: """
        defective
        faulty
        doesnt/didnt/wont/wouldnt/not (even) work/charge/function/start (properly) (at) (all)
        did not/never work/worked/charge
        do not/dont work
        will not work/charge/start/turn
        would not work/charge/start/turn
        wont/wouldnt/doesnt/didnt/does turn/switch/power on
        not turn/switch/power on
        not working/functioning
        isnt/arent/wasnt working
        stopped/quit/stops working/charging
        quit/died after/within/in
        died on me/us
        never worked
        (its/is/was) dead on/upon arrival
        doa
        failed/fails after/within/to
        broke/broken/breaks after/within/in .. use/uses/day/days/week/weeks
        broke/broken/breaks after/within/in .. hour/hours/minutes/month/months
        broke/broken/breaks after/within/in (a/the/just/only) (one/two/first/few) use/uses/day
        broke/broken/breaks after/within/in (a/the/just/only) (one/two/first/few) days/week/weeks
        broke the first time/day
        broke on (the) first use
        broke almost/straight/right/immediately
        stopped after
        malfunction*
        wont hold (a) charge
        not hold (a) charge
        doesnt hold (a) charge
        battery/motor/screen .. dead/died
        short circuit*
        manufacturing defect/fault
        """,
    IssueKind.WRONG_ITEM: """
        wrong item/product/thing/article/book/model/part/version/order
        wrong colour/color/size/one was/were/sent/delivered/arrived/came
        sent/received/got/delivered/shipped (me) (us) (a/the/an) (completely/totally) wrong
        wrong color/colour/size/one sent/delivered/received
        sent/received/got (me) (a) (something) (completely) (totally) different item/product/one
        delivered/shipped (me) (a) (something) (completely) (totally) different item/product/one
        sent/received/got/delivered/shipped .. something (completely/totally) else/different
        not what i/we (had) ordered/bought/purchased
        isnt/wasnt what i/we (had) ordered/bought/purchased
        not the one i/we (had) ordered/bought
        not the item/product/size/colour/color/model/one i/we (had) ordered
        not the item/product/size/colour/color/model/one that i/we (had) ordered
        incorrect item/product/size/colour/color/model
        different (item/product/colour/color/model/size) than/from/to what/the i/one
        different than/from/to (what) i/we ordered
        someone elses order/item/package
        i/we ordered ... but/and got/received
        instead of the (one) i/we ordered
        ordered .. received/got/sent
        sent/received/got ... instead of
        mixed up my/the/our order/orders
        """,
    IssueKind.MISSING_PARTS: """
        missing parts/part/pieces/piece/screws/screw/items/item/components/accessories/charger/cable
        parts/part/pieces/piece/screws/components .. missing
        accessories/charger/cable/lid/manual/remote .. missing
        instructions/bolts/hardware/item/items/batteries/adapter/bag .. missing
        was/were/is/are missing from/in
        missing from the box/package/order/set/pack/parcel
        was/is/were/are (still) missing a/an/the/some/two/one/several/half/all
        missing the/a/an/one/two/half/some .. part/piece/cable/screws/charger/lid/bolts/manual
        missing instructions/bolts/hardware/lid/manual/batteries/remote/adapter
        incomplete
        only received/got/sent/had/contained/delivered (me) one/two/half/1/2/3/4/5/part
        only one/half/two/1/2/3 (of) (the) (in/was/were) delivered/received/sent/arrived/came/box
        only half (of) (the/my) order
        but/and only received/got/sent
        paid for ... only received/got
        one/two/some/half short
        without (the/any/its) (mounting/power) screws/instructions/charger/cable/lid
        without (the/any/its) (mounting/power) batteries/manual/remote/parts/bolts
        no screws/instructions/charger/cable/lid/batteries/manual/remote/bolts/adapter
        not all .. parts/pieces/items were/are
        didnt come/include with (the/a/any) screws/instructions/charger/cable/batteries/manual
        rest of (the/my) order/items .. missing
        box/package/envelope was/is/came/arrived empty
        empty box/package/envelope
        """,
    IssueKind.NOT_AS_DESCRIBED: """
        not as described/advertised/pictured/shown/listed/stated/promised
        not like described/advertised/pictured/shown/listed
        not like the picture/photo/description/pictures
        not match .. description/picture/photo/photos/listing
        doesnt/didnt/not match/fit the (product) description/picture/photo/listing
        nothing like .. description/picture/photo/photos/pictures/described/advertised/pictured/one
        different from/than/to .. description/picture/photo/photos
        different from/than/to .. pictures/listing/described/advertised
        false/misleading/deceptive advertising/description/advertisement/listing/ad/information
        misleading
        misrepresented
        fake
        counterfeit
        not genuine/authentic/original/oem
        isnt/wasnt genuine/authentic/original
        knock off
        knockoff
        not new
        used/secondhand/refurbished not/instead
        was/is/clearly/obviously (been) (me) (a) (clearly) (already) used/secondhand
        was/is/clearly/obviously (been) (me) (a) (clearly) (already) refurbished/preowned
        already/sold/sent (been) (me) (a) (clearly) (already) used/secondhand/refurbished/preowned
        previously used/opened/owned
        advertised as new
        smaller/bigger/larger/shorter/thinner than described/advertised/pictured/stated
        smaller/bigger/larger/shorter/thinner than shown/expected/listed
        says .. in the description/listing
        description/listing said/says/stated/states/claims
        listed as new
        """,
    IssueKind.QUALITY: """
        poor/bad/terrible/awful/low/horrible/cheap/inferior/shoddy/rubbish/lousy/worst quality
        quality is/was/of .. poor/bad/terrible/awful/low/horrible/shoddy/rubbish/disappointing
        quality is/was not good/great
        cheaply/poorly/badly made/built/constructed/stitched/sewn
        cheap/flimsy plastic/material/materials/fabric
        feels/felt/looks/looked/is/are/very/so (very/so/really) flimsy
        flimsy
        piece of junk/rubbish/garbage/crap
        complete/total/absolute/utter/just junk/rubbish/garbage/crap
        junk
        fell/falling/falls/came/comes apart
        shoddy
        not worth the money/price
        stitching/seams .. undone/loose/apart
        paint .. peeling/peeled/chipping/off
        """,
    IssueKind.MISDELIVERED: """
        delivered/left/sent to/at the wrong address/house/door/person/place/building
        went/dropped/shipped to/at the wrong address/house/door/person/place/building
        left (it) at .. neighbors/neighbours/neighbor/neighbour
        delivered/left/went/given/sent to (a/the/my) (wrong) neighbor/neighbour/neighbors
        delivered/left/went/given/sent to (a/the/my) (wrong) neighbours/stranger
        delivered to someone/somebody else
        delivered/left/sent .. wrong address/house/apartment/building/place/city/town/door
        wrong address/house/door/apartment
        says/marked/shows/shown/showing/showed/states/stated (it/as) (was) delivered but
        says/marked/shows/shown/states (it/as) (was) delivered and i/it never/not/is
        says/marked/shows (it/as) (was) delivered .. not/never/isnt/wasnt/nothing
        not my address/house/door
        photo .. not my
        someone elses house/porch/door
        """,
    IssueKind.OVERCHARGE: """
        charged (me) (us) twice/double/extra
        double charged
        overcharg*
        charged/billed (me) (us) (too) more than/much
        charged .. too much
        billed twice
        charged .. higher/wrong price/amount
        wrong price/amount charged
        (hidden/unexpected/extra/surprise) customs/import fee/fees/charge/charges/duty
        hidden/unexpected/extra/additional fee/fees/charge/charges/costs
        had to pay (an) (extra) customs/duty/extra/additional
        price .. higher than (advertised/listed)
        """,
    IssueKind.SLOW_RESPONSE: """
        no/zero/never/not (a) (any) (one) response/reply/replies/answer/communication
        no response/reply/answer from
        never/not (once/ever) responded/replied/answered/respond/reply/answer
        didnt/doesnt/dont/wont/hasnt/havent (even/ever) respond/reply/answer
        didnt/doesnt/dont/wont/hasnt/havent (even/ever) responded/replied/answered
        did/does/do/will/has/have not respond/reply/answer/responded/replied/answered
        not responding/replying/answering
        isnt responding/replying/answering
        never (got/received/heard/had) (a/an/any) (back) response/reply/answer/back
        never heard back
        havent/not heard (anything) back/from
        refuses/refused to respond/reply/answer
        ignored/ignoring/ignores my/me/all/our/us/every
        seller/vendor unresponsive
        unresponsive seller/vendor
        slow/late to respond/reply/answer
        took .. to respond/reply/answer
        unanswered
        cant/cannot/couldnt (get) (a) (reach/contact) hold/seller/vendor
        unable to contact/reach the/seller
        """,
    IssueKind.BUYER_REMORSE: """
        changed my/our mind
        no longer/dont/didnt need/want (it/this/them) (anymore)
        no longer needed/wanted/required
        not needed (anymore) $
        dont/didnt need/want it/this/them
        found .. cheaper/better (elsewhere/price)
        cheaper elsewhere/somewhere
        ordered/bought/purchased (it/this/one) (too) (by) mistake/accident/accidentally/many
        ordered/bought/purchased (it/this/one) by mistake/accident
        accidentally/mistakenly ordered/bought/purchased
        i/we (have) (accidentally) (mistakenly) ordered (the/a) wrong
        my own mistake/fault
        my mistake/fault
        bought the wrong
        ordered/bought two/twice/duplicate by mistake/accident
        duplicate order
        doesnt/didnt/not suit me/my/us/our
        unwanted gift
        decided against it
        decided not to keep
        """,
    IssueKind.LATE_SHIPMENT: """
        never/hasnt/havent/not (been) (even) (yet) shipped/dispatched/posted (it/out/yet)
        did not/didnt (even) ship/dispatch
        took ... to ship/dispatch/post (it)
        shipped/dispatched/posted (out) (it) (very/so/too/days/weeks/a) (week) late/later
        still not/hasnt (been) shipped/dispatched/posted
        late dispatch
        slow to ship/dispatch/post
        """,
    IssueKind.STOCK_CANCELLATION: """
        cancelled/canceled my/the/our order
        order was/got/is/has (been) cancelled/canceled
        seller/they/vendor (just/then) cancelled/canceled
        out of stock
        not in stock
        """,
}
