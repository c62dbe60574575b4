"""German words for what goes wrong with an order."""

from __future__ import annotations

from seller_credits.detection.comments.lexicon import Lexicon
from seller_credits.domain.issues import IssueKind

_SURE = {
    IssueKind.LATE_DELIVERY: """
        zu/viel/deutlich/sehr/erheblich (zu) spät
        verspätet*
        mit verspätung
        verspätung von
        wochen/tage/tagen/woche/tag/monat zu spät
        wochen/tage/woche/tag verspätung
        wochen/tage/woche/tag/monat später
        lieferung/lieferzeit/versand/zustellung .. (sehr/zu/viel) lang/lange/langsam/ewig
        lieferung/lieferzeit/versand/zustellung .. (extrem/ewig/ziemlich) lang/lange/langsam/ewig
        lieferung/lieferzeit/versand/zustellung dauert*/gedauert/dauerte .. wochen/ewig/lange
        lieferung/lieferzeit/versand/zustellung dauert*/gedauert/dauerte .. länger/monat/monate
        ewig gedauert
        hat/dauerte/gedauert (über/fast) wochen/ewig/monate
        hat .. wochen/monate gedauert
        viel/sehr/so/zu lange gedauert
        dauerte viel/sehr/zu/ewig lange
        dauerte (über/fast/mehr) (als) zwei/drei/vier/2/3/4/5 wochen/monate
        langsame/langsamer/lange lieferung/versand/lieferzeit/zustellung
        nicht pünktlich/rechtzeitig/termingerecht/fristgerecht
        unpünktlich*
        nach dem liefertermin/lieferdatum/geburtstag/weihnachten
        nach weihnachten/ostern
        nach .. angekündigten/angegebenen termin/datum/liefertermin/lieferzeit
        nach .. zugesagten/versprochenen termin/datum/liefertermin/lieferzeit
        liefertermin/lieferdatum/lieferzeit .. nicht/weit/deutlich eingehalten/überschritten
        länger als angegeben/versprochen/angekündigt
        später als angegeben/versprochen/angekündigt/erwartet
        verzögert*
        lange auf .. warten/gewartet
        """,
    IssueKind.LOST: """
        nie/niemals/nicht/nichts/niergends angekommen/erhalten/bekommen/gekommen
        nie/niemals/nicht/nichts/niergends eingetroffen/geliefert/zugestellt/eingegangen
        nie/nicht bei mir/uns angekommen/gelandet/eingetroffen
        noch nicht da/hier/angekommen/erhalten/bekommen/geliefert
        kam/kommt/ist/trat nie/nicht/niemals an/da
        kam/kommt nie/niemals
        kam nicht $
        bis heute nichts/nicht
        (immer) noch nichts/nicht da/angekommen/erhalten/bekommen
        verloren gegangen/gegangenes
        verlorengegangen
        ging verloren
        paket/sendung/lieferung/bestellung/ware/päckchen verschwunden/verloren/weg
        spurlos verschwunden
        keine ware/lieferung (erhalten/bekommen)
        keine sendung erhalten/bekommen
        warte (ich) (immer) noch
        """,
    IssueKind.DAMAGED: """
        beschädigt* (angekommen/geliefert/erhalten)
        kaputt angekommen/geliefert/erhalten/bekommen/an
        kam/kamen/war/waren/ist/sind .. zerbrochen/beschädigt/zerdrückt
        kam/kamen/war/waren/ist/sind .. zerkratzt/verbeult/zerbrochenen
        kam/kamen kaputt
        zerbrochen*
        zerdrückt*
        zerkratzt*
        verbeult*
        eingedrückt*
        eingerissen*
        ausgelaufen*
        transportschaden
        beim/während transport/versand .. beschädigt/kaputt/zerbrochen
        auf dem transport beschädigt/kaputt
        gesprungen*
        abgebrochen*
        in scherben
        schlecht/mangelhaft/unzureichend/miserabel/kaum/lieblos verpackt
        schlechte/mangelhafte/unzureichende/miserable verpackung
        verpackung/karton/paket/schachtel .. beschädigt/aufgerissen/zerrissen/kaputt
        verpackung/karton/paket/schachtel .. offen/durchnässt/nass/zerdrückt
        delle/dellen/kratzer/riss/risse/sprung im/in/am/an/auf/auf
        voller kratzer/dellen/risse
        hat/hatte/mit .. kratzer/dellen/delle/riss/sprung/beule
        """,
    IssueKind.DEFECTIVE: """
        defekt*
        funktioniert/funktionierte (überhaupt/gar/leider) (auch/leider) nicht (mehr)
        funktionieren/geht (überhaupt/gar/leider) (auch/leider) nicht (mehr)
        funktioniert/funktionierte/funktionieren/geht (einfach/schon) (auch/leider) nicht (mehr)
        gehen/lädt/läuft (überhaupt/gar/leider/einfach/schon) (auch/leider) nicht (mehr)
        funktioniert/geht/läuft/lädt ... nicht mehr
        funktioniert .. nicht
        funktionieren .. nicht (mehr)
        nicht funktionsfähig/funktionstüchtig
        ohne funktion
        funktionslos
        nach .. tag/tagen/woche/wochen/stunden/gebrauch kaputt/defekt/abgebrochen/tot/auseinander
        nach .. nutzung/benutzung/monat/monaten/minuten kaputt/defekt/abgebrochen/tot/auseinander
        nach .. tag/tagen/woche/wochen/stunden/gebrauch/nutzung/benutzung/mal .. kaputt/defekt/geist
        beim ersten gebrauch/mal/benutzen/einsatz .. kaputt/gebrochen/zerbrochen
        geist aufgegeben
        gibt/gab den geist auf
        lässt sich nicht (mehr) einschalten/anschalten/laden/aufladen
        lässt .. nicht (mehr) einschalten/anschalten/laden/aufladen
        schaltet sich nicht/ständig/von
        akku .. tot/leer/kaputt
        geht nicht (mehr) (an)
        fehlerhaft*
        wackelkontakt
        bereits/schon (wieder) kaputt
        """,
    IssueKind.WRONG_ITEM: """
        falsche/falscher/falsches artikel/ware/produkt geliefert/erhalten/bekommen/geschickt
        falschen/falsch artikel/ware/produkt geliefert/erhalten/bekommen/geschickt
        falsche/falscher/falsches größe/farbe/modell geliefert/erhalten/bekommen/geschickt
        falschen/falsch größe/farbe/modell geliefert/erhalten/bekommen/geschickt
        falsche/falscher/falsches teil/buch/bestellung geliefert/erhalten/bekommen/geschickt
        falsche/falscher/falsches sendung/version geliefert/erhalten/bekommen/geschickt
        falschen/falsch teil/buch/bestellung/sendung/version geliefert/erhalten/bekommen/geschickt
        falsche/falscher/falsches/falschen artikel/ware/produkt/modell/teil/buch/version/größe/farbe
        falsch geliefert
        etwas (ganz/völlig/komplett) anderes (geliefert/bekommen/erhalten/geschickt)
        was/ganz anderes geliefert/bekommen/erhalten/geschickt
        anderes/anderen/andere/anderer produkt/artikel/modell geliefert/bekommen/erhalten
        anderes/anderen/andere/anderer farbe/größe geliefert/bekommen/erhalten
        anderes/anderen/andere/anderer produkt/artikel/modell/farbe/größe geschickt/als
        nicht das/die/den/der was/bestellte/bestellten
        nicht (das) was ich/wir (hier) bestellt
        nicht das , was ich/wir bestellt
        nicht der/die/das bestellte
        ich/wir .. bestellt .. aber .. bekommen/erhalten/geliefert
        bestellt .. (aber) .. bekommen/erhalten/geliefert/gekommen
        statt/anstatt ... bekommen/erhalten/geliefert
        verwechselt
        falschlieferung
        """,
    IssueKind.MISSING_PARTS: """
        fehlt/fehlte/fehlen/fehlten (leider/noch) (der/die/das) (schrauben/teile/teil/kabel)
        fehlt/fehlte/fehlen/fehlten (leider/noch) (ein/eine) (schrauben/teile/teil/kabel)
        fehlt/fehlte/fehlen/fehlten (leider/noch) (einige/zwei/drei) (schrauben/teile/teil/kabel)
        fehlt/fehlte/fehlen/fehlten (leider/noch) (mehrere/alle) (schrauben/teile/teil/kabel)
        schrauben/teile/teil/kabel/anleitung .. fehlt/fehlte/fehlen/fehlten
        zubehör/deckel/netzteil/ladekabel/hälfte .. fehlt/fehlte/fehlen/fehlten
        fehlende/fehlendes/fehlender teile/teil/schrauben/kabel/zubehör
        unvollständig*
        nicht vollständig/komplett
        nur (ein/eine/einen) (von/hälfte/teil) ... geliefert/erhalten/bekommen/angekommen/dabei
        nur (einer/eins/zwei) (von/hälfte/teil) ... geliefert/erhalten/bekommen/angekommen/dabei
        nur (drei/1/2/3/4/die) (von/hälfte/teil) ... geliefert/erhalten/bekommen/angekommen/dabei
        nur die hälfte
        karton/paket/packung/umschlag/schachtel .. leer
        leere/leerer/leeres/leeren karton/packung/paket/umschlag/verpackung
        ohne (die) schrauben/kabel/anleitung/netzteil/ladekabel/batterien/zubehör/deckel
        keine schrauben/anleitung/batterien/bedienungsanleitung dabei/enthalten/mitgeliefert
        kein kabel/netzteil/ladekabel/zubehör dabei/enthalten/mitgeliefert
        """,
    IssueKind.NOT_AS_DESCRIBED: """
        nicht wie beschrieben/abgebildet/angegeben/angeboten/beworben
        nicht so wie beschrieben/abgebildet/angegeben
        anders als beschrieben/abgebildet/angegeben/auf/in
        entspricht/entsprach/stimmt/passt .. nicht .. beschreibung/abbildung/foto/bild
        entspricht/entsprach/stimmt/passt .. nicht .. bildern/angaben/angabe
        entspricht nicht
        entspricht nicht der beschreibung
        beschreibung .. falsch/irreführend/nicht
        falsche beschreibung/angaben/artikelbeschreibung
        fälschung/fälschungen
        gefälscht*
        kein/keine original/originalware/originalteil
        plagiat
        irreführend*
        gebraucht statt neu
        war/ist/wurde (offensichtlich/eindeutig) (schon/bereits) gebraucht/benutzt/getragen
        offensichtlich/eindeutig (offensichtlich/eindeutig) (schon/bereits) gebraucht/benutzt
        offensichtlich/eindeutig (offensichtlich/eindeutig) (schon/bereits) getragen
        gebrauchte ware statt
        als neu verkauft/angeboten
        kleiner/größer/kürzer/dünner als angegeben/beschrieben/abgebildet/erwartet
        """,
    IssueKind.QUALITY: """
        schlechte/schlechter/schlechten/minderwertige/mangelhafte qualität
        miese/miserable/mindere/billige/grottige qualität
        qualität .. schlecht/mies/miserabel/minderwertig/mangelhaft/unterirdisch/enttäuschend/nicht
        minderwertig*
        billiger/billigster/billiges plastik/kunststoff/schrott/material
        billig/schlecht/mies/schlampig verarbeitet/gemacht/genäht
        schlechte/miese/mangelhafte/schlampige verarbeitung
        verarbeitung .. schlecht/mies/mangelhaft/katastrophe
        schrott
        billigware
        fällt/fiel/fallen auseinander
        naht/nähte .. auf/offen/aufgegangen/gehen
        wackelig*
        """,
    IssueKind.MISDELIVERED: """
        falsche/falscher/falschen adresse/anschrift/haus/hausnummer/empfänger/person
        an (die) falsche adresse/person
        beim/bei falschen/fremden nachbarn/nachbar/leuten
        (bei) einem/einer fremden/nachbarn/nachbar/unbekannten abgegeben/geliefert/zugestellt
        beim nachbarn/nachbar abgegeben
        fremden nachbarn abgegeben
        angeblich zugestellt/geliefert/abgegeben/ausgeliefert
        als zugestellt/geliefert markiert/gemeldet/gekennzeichnet
        laut sendungsverfolgung/tracking/dhl/hermes/dpd/gls zugestellt/geliefert/abgegeben
        woanders abgegeben/zugestellt/geliefert
        """,
    IssueKind.OVERCHARGE: """
        doppelt abgebucht/berechnet/bezahlt/belastet
        zweimal abgebucht/berechnet/belastet
        zu viel/hoch abgebucht/berechnet/bezahlt/verlangt/belastet
        zuviel abgebucht/berechnet/verlangt/belastet
        mehr abgebucht/berechnet
        falscher/höherer betrag/preis (abgebucht/berechnet)
        zusätzliche gebühren/kosten/zollgebühren
        zoll/zollgebühren zahlen/bezahlen/nachzahlen
        versteckte kosten/gebühren
        """,
    IssueKind.SLOW_RESPONSE: """
        keine/keinerlei antwort/reaktion/rückmeldung
        antwortet/reagiert/meldet (auch/überhaupt/gar/sich/einfach) (gar/überhaupt) nicht
        antworten/reagieren (auch/überhaupt/gar/sich/einfach) (gar/überhaupt) nicht
        antwortet/reagiert/meldet .. (auf) .. nicht
        nicht geantwortet/reagiert/gemeldet/beantwortet/erreichbar
        nie/nicht (eine) antwort erhalten/bekommen
        verkäufer/händler/kundenservice/service .. nicht erreichbar
        ignoriert meine/alle/mich/anfragen/mails
        mails/nachrichten/anfragen .. ignoriert/unbeantwortet
        unbeantwortet
        """,
    IssueKind.BUYER_REMORSE: """
        nicht mehr benötigt/gebraucht/gewünscht
        brauche/benötige/will/möchte (ich) (es/ihn/sie/das) (doch) (leider) nicht mehr
        doch nicht benötigt/gebraucht
        falsch/versehentlich/irrtümlich/doppelt bestellt
        aus versehen (doppelt/falsch) bestellt/gekauft
        falsche größe/farbe bestellt
        falschen artikel bestellt
        fehlkauf
        anders überlegt/entschieden
        gefällt (mir) (doch) (leider) nicht
        günstiger/billiger gefunden/gesehen/woanders
        woanders günstiger/billiger
        mein fehler
        """,
    IssueKind.LATE_SHIPMENT: """
        nicht/nie (mal/rechtzeitig) verschickt/versendet/abgeschickt/versandt
        viel/sehr/zu spät verschickt/versendet/abgeschickt/versandt
        erst ... verschickt/versendet/abgeschickt/versandt
        immer noch nicht verschickt/versendet/abgeschickt/versandt
        """,
    IssueKind.STOCK_CANCELLATION: """
        (bestellung/auftrag) (wurde/vom) (vom) (verkäufer/händler) (einfach) storniert
        nicht (mehr) lieferbar/vorrätig/verfügbar
        nicht auf lager
        """,
}

_HINTS = {
    IssueKind.LATE_DELIVERY: "spät/später\nverspätung\nlangsam*\nlange/ewig\nwochen",
    IssueKind.LOST: "weg\nverschwunden\nverloren",
    IssueKind.DAMAGED: "kaputt\nschaden\nkratzer\ndelle/dellen\nriss/risse\nscherben\nundicht",
    IssueKind.DEFECTIVE: "kaputt\nfehler\nmangel\nausfall\nreklamation",
    IssueKind.WRONG_ITEM: "falsch/falsche/falscher/falsches/falschen",
    IssueKind.MISSING_PARTS: "fehlt/fehlte/fehlen/fehlten\nleer",
    IssueKind.NOT_AS_DESCRIBED: "betrug",
    IssueKind.QUALITY: "müll",
    IssueKind.BUYER_REMORSE: "unerwünscht",
}

LEXICON = Lexicon(
    language="de",
    sure=_SURE,
    hints=_HINTS,
    clear="""
        fehlt/fehlte/fehlen (auch/mir) nichts
        nichts/alles fehlt/gefehlt/fehlte
        nichts kaputt/beschädigt/zerbrochen/ausgelaufen/verkratzt
        nichts zu beanstanden/meckern
        nicht/nie/niemals zu/viel spät
        früher als
        kam nicht (zu) spät
        kam nicht beschädigt/kaputt/zerbrochen
        kam nie zu spät
        wie beschrieben/abgebildet/angegeben
        genau/entspricht .. wie beschrieben
        entspricht (genau/voll) der beschreibung
        funktioniert einwandfrei/super/gut/tadellos/perfekt/wunderbar
        ohne schaden/schäden/mängel/probleme/beanstandung
        ohne kratzer/beanstandungen/verzögerung/verspätung
        keine schäden/mängel/probleme/kratzer/verzögerung/verspätung/beanstandungen/dellen
        kein schaden/problem/mangel/kratzer
        gut und billig
        nicht schlecht/übel
        keine schlechte qualität
        keine antwort nötig/erforderlich/notwendig
        nicht lange gedauert
        nicht lange
        verloren gegangene/gegangenen/gegangener
        erstattung/geld/rückerstattung .. nicht erhalten/bekommen
        nicht mein geld
        keine erstattung/rückerstattung erhalten
        bis spät
        spät abends
        spätestens
        weg zur arbeit
        auf dem weg
        gar nicht so
        doppelt so
        kaputten .. ersetzen/ersetzt
        gerne gebraucht
        """,
    negations="""
        nicht/nichts/nie/niemals/kein/keine/keinen/keiner/keinerlei/keines
        ohne
        weder
        weit davon entfernt
        niemand
        """,
    doubts="""
        wenn/falls/sollte/sollten/ob
        befürchte*
        befürchtet*
        angst
        sorge/sorgen
        hoffe/hoffen/hoffentlich/hoffte
        könnte/könnten/würde/wäre
        dachte
        erwartet
        vielleicht
        letztes/letzte/letzten mal/bestellung/lieferung
        vorherige/vorherigen/früheren/andere verkäufer/händler/bestellung/anbieter/bestellungen
        anderen/anderer/anderem verkäufer/händler/bestellung/anbieter/bestellungen
        beim anderen
        im gegensatz
        rezensionen/bewertungen/andere
        schützt/schutz/vor/gegen
        ersatz für
        ersatz
        mein/meine alter/alte/altes/alten
        vorgänger
        der/die/das alte/letzte/vorige
        damit
        sonst/üblicherweise/normalerweise/immer
        """,
    breaks="""
        aber
        jedoch
        obwohl
        doch
        sondern
        trotzdem
        dafür
        und > der/die/das/es/ich/war/ist/kam/hat
        dass
        weil
        """,
    has_umlauts=True,
)
