"""Dutch words for what goes wrong with an order."""

from __future__ import annotations

from seller_credits.detection.comments.lexicon import Lexicon
from seller_credits.domain.issues import IssueKind

_SURE = {
    IssueKind.LATE_DELIVERY: """
        te laat
        veel/erg/heel/behoorlijk laat geleverd/bezorgd/aangekomen
        dagen/weken/week/dag/maand te laat/later
        dagen/weken/week/dag vertraging
        met .. vertraging
        vertraagd geleverd/bezorgd/aangekomen
        levering/bezorging/verzending/levertijd .. (erg/heel/te) traag/lang/langzaam/vertraagd
        levering/bezorging/verzending/levertijd .. (veel/zeer) traag/lang/langzaam/vertraagd
        trage/langzame levering/bezorging/verzending
        levering/bezorging/verzending/het duurde ... weken/maand/lang/eeuwen
        duurde veel/te/erg/heel (te) lang
        duurde (meer) (dan) (bijna) een/twee/drie/vier/2/3/4 weken/maand/maanden
        niet op tijd (geleverd/bezorgd/aangekomen)
        later dan beloofd/verwacht/aangegeven/afgesproken
        langer dan beloofd/verwacht/aangegeven
        na de beloofde/verwachte leverdatum
        pas na kerst/sinterklaas
        """,
    IssueKind.LOST: """
        nooit/niet aangekomen/ontvangen/geleverd/bezorgd/gekregen
        nooit/niet (bij) (mij) aangekomen
        (nog) steeds niet/niets aangekomen/ontvangen/binnen/geleverd/gekregen
        nog niet aangekomen/ontvangen/binnen/geleverd/gekregen
        niets/niks ontvangen/gekregen/aangekomen
        nog niets ontvangen/gekregen
        pakket/pakje/zending/bestelling .. kwijt/zoekgeraakt/verdwenen/verloren
        kwijtgeraakt
        zoekgeraakt
        """,
    IssueKind.DAMAGED: """
        beschadigd*
        kapot aangekomen/ontvangen/geleverd/bezorgd
        kwam/was/waren .. kapot/gebroken/gebarsten/gedeukt aan/aangekomen/toen/bij
        gebroken/gebarsten/gedeukt/verbogen (aangekomen)
        gescheurd*
        deuk/deuken/krassen/kras/barst in/op/aan/op
        zit/zat/zitten/zaten .. (grote) deuk/deuken/krassen/kras/barst
        slecht/niet/nauwelijks/matig verpakt/ingepakt
        slechte verpakking
        doos/verpakking/pakket .. kapot/open/ingedeukt/gescheurd/nat/verpletterd
        gelekt
        in stukken/scherven
        aan scherven
        transportschade
        """,
    IssueKind.DEFECTIVE: """
        defect*
        werkt/werken/werkte/werkten (helemaal/gewoon/al) (het) (helemaal/al) niet (meer/goed)
        laadt/doet/start (helemaal/gewoon/al) (het) (helemaal/al) niet (meer/goed)
        doet/deed/doen het (helemaal/al) niet (meer/goed)
        doet/deed/doen (helemaal) niets/niks
        gaat niet aan
        na ... dag/dagen/week/weken/keer/gebruik/maand/maanden (al) (was/is) kapot/stuk
        kapot/stuk na ... dag/dagen/week/weken/keer/gebruik/maand/maanden
        ging .. (na) .. kapot/stuk
        begaf het
        """,
    IssueKind.WRONG_ITEM: """
        verkeerde/verkeerd/foute artikel/product/maat/kleur/model/item/bestelling/onderdeel
        verkeerd geleverd/gestuurd
        niet wat ik (had/heb) besteld/bestelde
        (heel) iets (heel) anders gekregen/ontvangen/gestuurd/geleverd
        ander/andere product/artikel/model/kleur/maat gekregen/ontvangen/gestuurd/geleverd/dan
        besteld ... gekregen/ontvangen
        """,
    IssueKind.MISSING_PARTS: """
        ontbreekt/ontbreken/ontbrak/ontbraken (er/een/de/het)
        onderdelen/onderdeel/schroeven missen/mist/ontbreekt/ontbreken/ontbraken
        kabel/handleiding/oplader missen/mist/ontbreekt/ontbreken/ontbraken
        mist/missen/miste (een/de/het/er/twee) onderdeel/onderdelen/schroeven/kabel/deksel/oplader
        ontbrekende onderdelen/onderdeel
        incompleet
        niet compleet/volledig
        onvolledig*
        zonder (de) schroeven/kabel/oplader/handleiding/deksel/batterijen
        doos/pakket/verpakking/envelop .. leeg
        lege doos/verpakking/envelop
        maar/slechts een/één/1/2/twee van/ontvangen/gekregen/geleverd
        """,
    IssueKind.NOT_AS_DESCRIBED: """
        niet zoals/als beschreven/omschreven/afgebeeld/op
        niet conform/volgens beschrijving/omschrijving/de
        komt/kwam (helemaal) niet (overeen) (met/aan) (de/het) (beschrijving/foto/omschrijving)
        klopt/voldoet (helemaal) niet (overeen) (met/aan) (de/het) (beschrijving/foto/omschrijving)
        anders dan op/beschreven/afgebeeld/omschreven/de
        namaak
        nep
        niet origineel/echt/authentiek
        geen origineel/originele
        misleidend*
        was/is/duidelijk (al/duidelijk) gebruikt/gedragen
        tweedehands
        kleiner/groter/korter dan beschreven/aangegeven/verwacht/afgebeeld
        """,
    IssueKind.QUALITY: """
        slechte/matige/lage/inferieure/bedroevende kwaliteit
        kwaliteit .. slecht/bedroevend/matig/waardeloos/laag/tegen
        goedkoop plastic
        valt/viel/vallen uit elkaar
        slecht afgewerkt/gemaakt/genaaid
        rommel/troep
        """,
    IssueKind.MISDELIVERED: """
        verkeerde/verkeerd/fout/foute adres/huis/huisnummer/persoon
        bij (de/een/onbekende) buren/buurman/buurvrouw/vreemde afgeleverd/bezorgd/afgegeven
        (staat) als/zogenaamd bezorgd/afgeleverd/geleverd
        """,
    IssueKind.OVERCHARGE: """
        dubbel afgeschreven/betaald/berekend
        twee/2 keer afgeschreven/betaald/berekend
        te veel betaald/berekend/afgeschreven
        extra/verborgen kosten/invoerkosten
        """,
    IssueKind.SLOW_RESPONSE: """
        geen reactie/antwoord/respons
        reageert/antwoordt/reageren/antwoorden (helemaal/nergens) (op) (mails/berichten) niet/nooit
        nooit/niet gereageerd/geantwoord/beantwoord
        verkoper .. onbereikbaar
        """,
    IssueKind.BUYER_REMORSE: """
        (per) (ongeluk) verkeerd/dubbel besteld
        per ongeluk (dubbel) besteld/gekocht
        niet meer nodig
        me/mij bedacht
        bevalt/bevallen (me/mij) (toch) niet
        elders goedkoper
        goedkoper gevonden/elders
        mijn fout
        """,
    IssueKind.LATE_SHIPMENT: """
        niet/nooit (nog) verzonden/verstuurd
        pas ... verzonden/verstuurd
        """,
    IssueKind.STOCK_CANCELLATION: """
        bestelling (werd/is) (door) (de) (verkoper) geannuleerd
        verkoper .. geannuleerd
        niet (meer) (op) voorraad/leverbaar
        uitverkocht
        """,
}

_HINTS = {
    IssueKind.LATE_DELIVERY: "laat\nvertraging\ntraag\nvertraagd",
    IssueKind.LOST: "kwijt\nverdwenen",
    IssueKind.DAMAGED: "kapot\nschade\ndeuk/deuken\nkrassen\nlek",
    IssueKind.DEFECTIVE: "stuk\nstoring",
    IssueKind.WRONG_ITEM: "verkeerd/verkeerde\nin plaats van",
    IssueKind.MISSING_PARTS: "mist\nleeg",
    IssueKind.NOT_AS_DESCRIBED: "oplichting",
    IssueKind.QUALITY: "waardeloos",
}

LEXICON = Lexicon(
    language="nl",
    sure=_SURE,
    hints=_HINTS,
    clear="""
        niets/niks mis/kapot/beschadigd/ontbreekt
        ontbreekt/mist/ontbrak niets/niks
        niet/nooit te laat
        niet (kapot/beschadigd) (aangekomen)
        geen schade/vertraging/problemen/krassen/deuken/klachten
        geen slechte kwaliteit
        niet slecht
        eerder/vroeger/sneller dan
        op tijd
        precies/exact zoals
        zoals beschreven/afgebeeld/omschreven
        werkt (heel/erg) goed/prima/perfect/uitstekend
        goed verpakt/ingepakt
        vroeg of laat
        geld/terugbetaling .. niet ontvangen/teruggekregen
        nog geen geld
        geen reactie/antwoord nodig
        """,
    negations="niet/nooit/geen/niets/niks\nzonder\nnoch\nniemand",
    doubts="""
        als/indien
        bang
        hoop/hoopte/hopelijk
        zou/zouden/kan/kon/misschien
        dacht
        vorige/laatste keer/bestelling
        andere verkoper/verkopers/bestelling
        reviews/recensies
        beschermt/bescherming/tegen
        mijn oude
        de/het oude/vorige
        ter vervanging
        vervangen/vervanging
        normaal/meestal/altijd
        """,
    breaks="""
        maar
        echter
        hoewel
        omdat
        toch
        en > de/het/ik/was/is/er/een/kwam/werd
        """,
)
