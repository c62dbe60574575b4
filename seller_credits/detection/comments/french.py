"""French words for what goes wrong with an order."""

from __future__ import annotations

from seller_credits.detection.comments.lexicon import Lexicon
from seller_credits.domain.issues import IssueKind

_SURE = {
    IssueKind.LATE_DELIVERY: """
        en retard
        avec (du/beaucoup/un/plusieurs) (de) (jours/gros/semaine/semaines) (de) retard
        retard de livraison/plusieurs/plus/deux/trois/2/3/4/5
        jours/semaines/semaine/mois (de/en) retard
        jours/semaines/semaine/mois après la date
        livraison .. tardive/lente/longue/interminable/retardée
        livraison (a) (été) (beaucoup/bien/vraiment/très) (trop) longue/lente/tardive
        délai/délais .. non/pas/dépassé/dépassés respecté/respectés
        délai/délais .. long/longs/dépassé/dépassés/interminable/interminables
        délai/délais de livraison .. long/longs/dépassé/dépassés/non/pas
        arrivé/arrivée/reçu/reçue/livré/livrée/arrivés (beaucoup/bien) trop tard
        arrivé/arrivée/reçu/reçue/livré/livrée .. après noël/anniversaire/la/le/l
        pas .. (été) à temps
        pas (été) livré/arrivé/reçu à temps
        trop long à arriver
        mis .. semaines/mois à/pour arriver
        mis (plus/près) (de/d) (un/deux/trois/2/3) semaines/mois
        plus long que prévu/annoncé/indiqué
        après la date (de) (livraison) prévue/annoncée/prévu/indiquée
        plus tard que prévu
        """,
    IssueKind.LOST: """
        jamais (été) reçu/reçue/reçus/arrivé/arrivée/livré/livrée/arrivés
        jamais rien reçu
        pas (encore/été/toujours/bien) (été/encore) reçu/reçue/reçus/livré/livrée/arrivé/arrivée $
        pas (encore/toujours) (été) reçu/reçue ma/mon/la/le commande/colis/article
        pas (encore/toujours) (été) reçu/reçue ma/mon/la/le produit/paquet/livraison
        pas (encore/toujours) (été) reçu/reçue l/mes/cette/ce commande/colis/article
        pas (encore/toujours) (été) reçu/reçue l/mes/cette/ce produit/paquet/livraison
        pas (encore/toujours) reçu mon/ma/le/la/l colis/commande/article/produit/paquet
        pas (encore/toujours) reçue
        toujours pas reçu/reçue/arrivé/arrivée/livré/livrée/là
        toujours rien (reçu)
        rien reçu
        n est jamais arrivé/arrivée/venu
        n est pas arrivé/arrivée $
        n est toujours pas arrivé/arrivée/là/livré/livrée
        colis/commande/paquet/article .. perdu/perdue/égaré/égarée/disparu/volé
        perdu/perdue par le/la transporteur/poste
        perdu pendant/durant le transport/livraison
        commande/colis/article/produit non reçu/reçue/livré/livrée/arrivé
        non reçu/reçue/livré
        """,
    IssueKind.DAMAGED: """
        arrivé/arrivée/reçu/reçue/livré/livrée/arrivés .. cassé/cassée/abîmé/abîmée
        arrivé/arrivée/reçu/reçue/livré/livrée/arrivés .. endommagé/endommagée/brisé
        arrivé/arrivée/reçu/reçue/livré/livrée/arrivés .. brisée/fissuré/fêlé/écrasé
        arrivé/arrivée/reçu/reçue/livré/livrée/arrivés .. écrasée/cabossé/cassés
        endommag*
        abim*
        fissur*
        ébréch*
        caboss*
        rayé/rayée/rayés/rayures
        fêlé/fêlée/fendu/fendue
        cassé/cassée/brisé/brisée pendant/durant/lors/dans/à le/la/du/l
        en morceaux/miettes
        brisé/brisée
        écrasé/écrasée/déchiré/déchirée/éventré
        mal emballé/emballée/protégé/protégée
        emballage .. insuffisant/mauvais/inadapté/déchiré/ouvert/abîmé
        mauvais emballage
        coulé/renversé/fuit/fui
        vitre/verre/écran/couvercle/poignée/pied/coin (est/était) cassé/cassée/brisé/brisée
        """,
    IssueKind.DEFECTIVE: """
        défectueu*
        ne fonctionne/marche/fonctionnent/marchent (absolument/même/déjà) (tout/simplement) pas/plus
        ne fonctionne/marche/fonctionnent/marchent (tout/vraiment) (tout/simplement) pas/plus
        ne charge/fonctionnait/marchait/chauffe (absolument/même/déjà) (tout/simplement) pas/plus
        ne charge/fonctionnait/marchait/chauffe (tout/vraiment) (tout/simplement) pas/plus
        ne fonctionne (tout) (simplement) pas/plus
        fonctionne/marche/fonctionnent/charge pas/plus
        ne s allume pas/plus
        s allume pas/plus
        ne se charge/recharge pas/plus
        ne tient pas/plus la charge
        en panne
        tombé/tombée en panne
        hors service
        hs
        cassé/cassée/casse/mort après/au/en/dès .. jour/jours/semaine/semaines
        cassé/cassée/casse/mort après/au/en/dès .. utilisation/utilisations/mois/fois
        lâché après/au .. jour/jours/semaine/semaines/utilisation/utilisations/mois
        rendu l âme
        cessé de fonctionner
        arrêté de fonctionner
        arrêté de marcher
        défaut de fabrication
        dysfonction*
        """,
    IssueKind.WRONG_ITEM: """
        mauvais/mauvaise article/produit/taille/couleur/modèle/référence/commande/livre/pièce
        erreur d article/de/dans article/produit/taille/couleur/commande/modèle/référence
        erreur de/sur taille/couleur/produit/modèle/référence/commande/préparation/la
        pas (du) (tout) (le/la/l/les) bon/bonne/bons article/produit/taille/couleur
        pas (du) (tout) (le/la/l/les) bon/bonne/bons modèle/pièce/référence/livre
        pas (du) (tout) ce que j/nous ai/avais/avions/avons commandé
        pas l article/le/la/les commandé/commandée/produit
        pas celui/celle que j ai/avais commandé/commandée
        reçu un/une/des autre/autres article/produit/modèle/couleur/taille/chose
        un/une autre article/produit/modèle à la place
        reçu (tout) autre chose
        différent de celui/ce
        commandé ... reçu
        """,
    IssueKind.MISSING_PARTS: """
        manque/manquait/manquent/manquaient (un/une/des/le/la/les/deux/trois/plusieurs/encore/l/il)
        pièce/pièces/vis .. manquant/manquante/manquantes/manquants/manque
        câble/accessoire/accessoires .. manquant/manquante/manquantes/manquants/manque
        pièce/pièces/vis/câble/accessoire/accessoires .. manquent/manquait/absent/absente
        notice/article/articles/chargeur/télécommande .. manquant/manquante/manquantes
        notice/article/articles/chargeur/télécommande .. manquants/manque
        notice/article/articles/chargeur/télécommande .. manquent/manquait/absent/absente
        manquant/manquante/manquantes/manquants
        incompl*
        sans (le/la/les/l/aucun/aucune/ses) vis/câble/chargeur/notice/couvercle
        sans (le/la/les/l/aucun/aucune/ses) accessoires/piles/télécommande/mode
        colis/boite/boîte/carton/paquet/enveloppe .. vide
        boite/boîte/carton/enveloppe vide
        reçu (qu/que) un/une/deux/1/2 (seul/seule) sur/au
        qu un/une seul/seule (article) sur/au
        n en ai reçu qu/que
        il n y a/avait pas (de/le/la/les/l) vis/câble/chargeur/notice/piles/télécommande/couvercle
        """,
    IssueKind.NOT_AS_DESCRIBED: """
        pas (du) (tout) conforme/conformes
        non conforme/conformes
        ne correspond/correspondent/correspondait (absolument/vraiment/en) (du) pas/rien
        correspond/correspondent pas
        différent/différente de la/l/ce photo/description/image/annonce/qui
        rien à voir avec la/le/l/ce
        contrefaçon*
        un/une/du faux
        pas (un/une/du/de/l) original/authentique/authentiques/neuf/neuve
        description .. trompeuse/mensongère/fausse/erronée
        publicité/annonce mensongère/trompeuse
        photo/photos .. trompeuse/trompeuses
        déjà servi/utilisé/utilisée/porté/ouvert
        produit/article d occasion
        vendu/vendue comme neuf/neuve
        plus petit/petite/grand/grande/court/courte que annoncé/prévu/décrit/indiqué/sur/la
        """,
    IssueKind.QUALITY: """
        mauvaise/piètre/très/basse qualité
        (très) mauvaise qualité
        qualité .. mauvaise/médiocre/décevante/déplorable/médiocre/nulle/bas/horrible/lamentable
        de la camelote
        camelote
        pacotille
        mal fini/finie/fabriqué/fabriquée/cousu/cousue/conçu/fait
        plastique bas/cheap/fragile
        bas de gamme
        se/s décolle/découd/effiloche/défait/désagrège
        coutures .. lâchent/défaites/craquent
        finition/finitions .. mauvaise/médiocres/bâclées/déplorable
        """,
    IssueKind.MISDELIVERED: """
        (livré/livrée/déposé/déposée/remis) (à) (la) (une) mauvaise adresse/maison/personne/boite
        mauvaise adresse/maison/personne
        livré/livrée/déposé/remis/laissé .. (une) autre adresse/personne
        livré/livrée/déposé (le) (colis) chez/à/au (un/le/mon/la/des) voisin/voisins/inconnu/voisine
        remis/laissé (le) (colis) chez/à/au (un/le/mon/la/des) voisin/voisins/inconnu/voisine
        indiqué/noté/déclaré/marqué/annoncé (comme) livré/livrée
        soi disant livré/livrée
        erreur d adresse
        """,
    IssueKind.OVERCHARGE: """
        débité/facturé/prélevé/débitée deux/2/double fois
        (débité/facturé/prélevé) en double
        facturé/débité/prélevé trop/plus/en cher/trop/que
        payé deux/2 fois
        frais (de) (douane/supplémentaires/cachés) supplémentaires/cachés/imprévus/réclamés
        frais de douane
        surfactur*
        """,
    IssueKind.SLOW_RESPONSE: """
        aucune/jamais/pas (de/eu) réponse/retour
        sans réponse/retour
        ne répond/répondent/réponds (absolument/même/jamais) (à) pas/jamais/plus/aucun/aucune
        ne répond/répondent/réponds (toujours/à) (à) pas/jamais/plus/aucun/aucune
        répond/répondent pas/jamais/plus
        jamais répondu
        pas répondu
        n a jamais/pas répondu
        vendeur/service (client) injoignable
        injoignable
        ignore/ignoré/ignorent mes messages/mails/demandes
        """,
    IssueKind.BUYER_REMORSE: """
        changé d avis
        plus besoin
        commandé/acheté/commande par erreur
        erreur de ma part
        mon erreur
        trompé/trompée de/en commandant taille/modèle/couleur/article/produit
        me suis trompé/trompée
        trouvé moins/ailleurs cher
        moins cher ailleurs
        ne me plait/plaît/convient pas/plus
        commandé en double
        """,
    IssueKind.LATE_SHIPMENT: """
        jamais (été) expédié/expédiée/envoyé/envoyée
        pas (encore/toujours) (été) expédié/expédiée/envoyé/envoyée
        expédié/expédiée/envoyé/envoyée .. (trop) tard/retard/tardivement
        """,
    IssueKind.STOCK_CANCELLATION: """
        (commande) annulée par le/vendeur
        vendeur a annulé
        annulé ma/la/notre commande
        rupture de stock
        """,
}

_HINTS = {
    IssueKind.LATE_DELIVERY: "retard*\ntard\nlent/lente\nsemaines",
    IssueKind.LOST: "perdu/perdue\ndisparu",
    IssueKind.DAMAGED: "cassé/cassée/cassés\nfuite\nchoc\nécrasé\nmorceaux\ntordu",
    IssueKind.DEFECTIVE: "panne\ndéfaut\ncassé/cassée",
    IssueKind.WRONG_ITEM: "erreur\nà la place\nau lieu de/du/d",
    IssueKind.MISSING_PARTS: "vide\nabsent",
    IssueKind.NOT_AS_DESCRIBED: "arnaque\ntrompeur\nfaux",
    IssueKind.QUALITY: "médiocre",
}

LEXICON = Lexicon(
    language="fr",
    sure=_SURE,
    hints=_HINTS,
    clear="""
        rien ne/n manque/manquait
        il ne manque/manquait rien/que
        ne manque rien/pas
        rien à redire/signaler/dire
        pas (du) (tout) (arrivé) (en/de) retard
        jamais (eu/été) (arrivé) (en/de) retard
        sans (aucun/le) retard/problème/défaut/souci
        aucun retard/problème/défaut/souci/dégât
        aucune casse/rayure/pièce manquante
        en avance
        plus tôt/rapide que
        avant la date
        pas cassé/cassée/abîmé/abîmée/endommagé/endommagée/rayé
        rien (n) (est/était/de) (cassé/abîmé/endommagé)
        bien emballé/emballée/protégé
        très bien emballé/emballée/protégé
        très bonne/belle qualité
        conforme à/au (la/l) (description/annonce/photo)
        conforme
        correspond (bien/parfaitement/tout) (à) (fait) à/au (la/l) (description/annonce/photo)
        fonctionne (très/parfaitement/bien/à)
        marche très/bien/parfaitement
        tôt ou tard
        mieux vaut tard
        perdu du poids/temps
        au plus tard
        à la place de mon/ma
        bon produit
        pas mal
        pas de mauvaise surprise
        pas (une) mauvaise qualité
        remboursement .. pas reçu
        pas (encore/toujours) (été) (reçu) (mon/de/le) remboursé/remboursement
        pas besoin de
        pas si
        de mauvaise qualité non
        manque de chance/temps/place
        """,
    negations="""
        pas
        non
        jamais
        rien
        aucun/aucune
        ni
        sans
        nullement
        loin d
        """,
    doubts="""
        si
        s il/ils
        au cas où
        peur
        crain*
        craign*
        espère/espérais/espérons/espérant
        serait/pourrait/aurait/seraient
        peut être
        pensais/croyais/redoutais
        inquiet/inquiète/inquiétais
        la dernière fois
        dernière commande
        précédent/précédente
        autre vendeur
        autres vendeurs/commentaires/acheteurs
        d autres
        contrairement
        pour éviter/remplacer/protéger
        remplacer
        remplace
        remplacement
        contre
        protège
        d habitude
        les avis
        ancien/ancienne
        """,
    breaks="""
        mais
        cependant
        pourtant
        toutefois
        malgré
        par contre
        et > le/la/il/elle/l/je/c/était/ne/en/n/un/une
        car
        donc
        """,
    apostrophe=" ",
)
