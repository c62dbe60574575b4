"""Spanish words for what goes wrong with an order."""

from __future__ import annotations

from seller_credits.detection.comments.lexicon import Lexicon
from seller_credits.domain.issues import IssueKind

_SURE = {
    IssueKind.LATE_DELIVERY: """
        llegó/llego/llegaron/llegado/entregado .. (muy/demasiado/bastante/súper) tarde
        entregaron/recibí/recibi/recibido/vino .. (muy/demasiado/bastante/súper) tarde
        llegó/llego/llegado/entregado/entregaron/entrega .. (con/de) retraso/demora
        con (mucho/bastante/gran/varios/un) (días/semanas/mes) (de) retraso/demora
        con .. de retraso/demora/atraso
        mucho/bastante/gran retraso/demora
        retraso/demora en la/el entrega/envío
        días/semanas/semana/día/mes (de/más) tarde/retraso/demora/después
        semanas/días/semana/mes en llegar
        tardó/tardo (más) (de) (mucho/muchísimo/demasiado) (mes/semana/semanas/meses) (en)
        tardaron/tardado (más) (de) (mucho/muchísimo/demasiado) (mes/semana/semanas/meses) (en)
        tardó/tardo (más) (de) (bastante/semanas/un) (mes/semana/semanas/meses) (en)
        tardaron/tardado (más) (de) (bastante/semanas/un) (mes/semana/semanas/meses) (en)
        demoró/demoraron (más) (de) (mucho/muchísimo/demasiado) (mes/semana/semanas/meses) (en)
        tarda/tarda (más) (de) (mucho/muchísimo/demasiado) (mes/semana/semanas/meses) (en)
        demoró/demoraron (más) (de) (bastante/semanas/un) (mes/semana/semanas/meses) (en)
        tarda/tarda (más) (de) (bastante/semanas/un) (mes/semana/semanas/meses) (en)
        tardó/tardo/tardaron/tardado (más) (de) (una/dos/tres) (mes/semana/semanas/meses) (en)
        tardó/tardo/tardaron/tardado (más) (de) (casi/una) (mes/semana/semanas/meses) (en)
        demoró/demoraron/tarda/tarda (más) (de) (una/dos/tres) (mes/semana/semanas/meses) (en)
        demoró/demoraron/tarda/tarda (más) (de) (casi/una) (mes/semana/semanas/meses) (en)
        tardó/tardo/tardado/tardaron/demoró/demoro ... llegar/entregar/semanas/mes/meses
        tardó/tardo/tardado/tardaron/demoró mucho/demasiado
        envío/entrega .. (muy/demasiado/súper/bastante) lento/lenta/tardía
        envío/entrega .. (muy/demasiado/súper/bastante) tardío/retrasado/retrasada
        (muy) lento/lenta el/la envío/entrega
        no llegó/llego/llega/llegaron/entregado/entregaron a tiempo
        no (me) llegó/llego en (la/el) fecha/plazo
        fuera de plazo/fecha
        después de la/navidad/reyes/lo fecha/prevista/previsto/prometido
        más tarde de lo/la
        no .. (el/la/los) plazo/plazos/fecha (de) (entrega)
        retrasado/retrasada/retrasó/retraso .. entrega/días/semanas
        """,
    IssueKind.LOST: """
        nunca (me) (lo/la) llegó/llego/llegaron/recibí/recibi/entregaron/ha/fue/entregado
        nunca (me) (lo/la) ha/fue/han llegado/entregado/recibido
        no (me) (lo/la) llegó/llego/llegaron/ha/han (llegado/entregado/entregaron) $
        no (me) (lo/la) recibí/recibi/recibido/entregaron $
        no he/hemos (aún/todavía) recibido (el/mi/la/nada) (pedido/paquete/producto/artículo)
        no he/hemos (aún/todavía) recibido (aún/todavía/ningún) (pedido/paquete/producto/artículo)
        no recibí/recibi (el/mi/la/nada/aún) (pedido/paquete/producto/artículo)
        no me/nos ha/han llegado (nada/el/mi/aún/todavía)
        no ha llegado (nada/aún/todavía)
        aún/todavía/sigue no (me) (lo) ha/llega/he/han (llegado/recibido)
        sigo/seguimos/todavía/aún sin recibir/recibirlo/recibirla/noticias
        sin recibir (el/mi) pedido/paquete
        (se) (ha) perdió/perdido/extraviado/extravió .. paquete/pedido/envío
        (se) (ha) perdió/perdido/extraviado/extravió .. correo/transportista/camino
        paquete/pedido/envío .. perdido/extraviado/desaparecido/desapareció/robado/perdió/extravió
        no recibido/entregado
        producto/pedido/paquete/artículo no recibido/entregado/llegó
        """,
    IssueKind.DAMAGED: """
        llegó/llego/vino/llegaron/vinieron .. roto/rota/rotos/rotas/dañado/dañada/golpeado/golpeada
        recibí/recibi/llegado/venía/estaba .. roto/rota/rotos/rotas/dañado/dañada/golpeado/golpeada
        llegó/llego/vino/llegaron/vinieron .. abollado/abollada/aplastado/aplastada
        llegó/llego/vino/llegaron/vinieron .. rayado/rayada/quebrado/quebrada
        recibí/recibi/llegado/venía/estaba .. abollado/abollada/aplastado/aplastada
        recibí/recibi/llegado/venía/estaba .. rayado/rayada/quebrado/quebrada
        dañado/dañada/dañados/dañadas
        abollad*
        aplastad*
        rayad*
        quebrad*
        agrietad*
        golpeado/golpeada
        astillad*
        hecho/hecha/hechos pedazos/añicos/trizas
        en pedazos
        mal/pésimamente/muy embalado/empaquetado/embalada/empaquetada/protegido
        mal embalaje/empaque
        embalaje .. insuficiente/malo/pésimo/roto/deficiente/penoso
        caja/embalaje/paquete/sobre .. rota/roto/abierta/abierto/aplastada
        caja/embalaje/paquete/sobre .. mojada/destrozada/destrozado/rasgado
        derramado/derramada/derramó
        destrozad*
        pantalla/cristal/tapa/botella/asa/vidrio/pata (estaba/está/vino) rota/roto/rajada/rajado
        con .. golpe/golpes/arañazos/rayones/abolladuras/grietas/rasguños
        """,
    IssueKind.DEFECTIVE: """
        defectuos*
        no funciona/funcionan/funcionó/funcionaba/enciende/prende (bien/nada/correctamente)
        no carga/sirve/encendió/prendió/cargaba (bien/nada/correctamente)
        no se enciende/prende
        no me funciona/sirvió/sirve/enciende
        dejó/dejo/deja/dejaron/dejado de funcionar/cargar/encender/servir
        averiad*
        se (me) (ha) rompió/rompio/roto/estropeó (a/al/en/el) (los/primer/dos/la)
        se (me) (ha) estropeado/descompuso/averió (a/al/en/el) (los/primer/dos/la)
        se (me) (ha) rompió/rompio/roto/estropeó (a/al/en/el) (tres/pocos/una/poco)
        se (me) (ha) estropeado/descompuso/averió (a/al/en/el) (tres/pocos/una/poco)
        a los .. (se) (me) rompió/rompio/roto/estropeó/murió
        duró/duro/dura/aguantó (solo/sólo) (un/una/dos/tres) día/días/semana/semanas
        duró/duro/dura/aguantó (apenas/solamente) (un/una/dos/tres) día/días/semana/semanas
        duró/duro/dura/aguantó (solo/sólo) (poco/pocos/unos) día/días/semana/semanas
        duró/duro/dura/aguantó (apenas/solamente) (poco/pocos/unos) día/días/semana/semanas
        duró/duro/dura/aguantó (solo/sólo/apenas/solamente) (un/una/dos/tres) mes/meses/horas
        duró/duro/dura/aguantó (solo/sólo/apenas/solamente) (poco/pocos/unos) mes/meses/horas
        duró/duro solo/sólo/apenas/solamente/poco/nada
        falla (a/al/constantemente/mucho/cada)
        no retiene/mantiene la carga
        defecto de fábrica/fabricación
        """,
    IssueKind.WRONG_ITEM: """
        producto/artículo/talla/color equivocado/equivocada/incorrecto/incorrecta/erróneo/errónea
        modelo/pedido/libro/pieza equivocado/equivocada/incorrecto/incorrecta/erróneo/errónea
        equivocado/equivocada/incorrecto/incorrecta de/el/la color/talla/producto/modelo
        se equivocaron/equivocado de/con/al/en
        no es/era/fue (el/la/lo) que (yo) pedí/pedi/compré/compre/ordené/encargué/había/solicité
        no es/era/fue lo que (yo) pedí/pedi/compré/compre/ordené/encargué/había
        me enviaron/mandaron (un/una) otro/otra/diferente/distinto (producto/artículo/color)
        me llegó/llego (un/una) otro/otra/diferente/distinto (producto/artículo/color)
        me enviaron/mandaron/llegó/llego (un/una) otro/otra/diferente/distinto (modelo/talla/cosa)
        me entregaron/vino/dieron (un/una) otro/otra/diferente/distinto (producto/artículo/color)
        me entregaron/vino/dieron (un/una) otro/otra/diferente/distinto (modelo/talla/cosa)
        me enviaron/mandaron/llegó/entregaron .. (diferente/distinto/distinta)
        me enviaron/mandaron/llegó/entregaron .. (equivocado/equivocada/incorrecto)
        recibí/recibi/recibido (un/una) otro/otra/diferente (producto/artículo/color)
        recibí/recibi/recibido (un/una) otro/otra/diferente (modelo/talla/cosa)
        otro producto/artículo/modelo/color
        otra talla/cosa
        pedí/pedi/compré ... (y/pero) (me) llegó/enviaron/mandaron/recibí/llego
        color/talla/modelo diferente/distinto/distinta al/del/a
        """,
    IssueKind.MISSING_PARTS: """
        falta/faltan/faltaba/faltaban/faltó/faltaron (el/la/los/las/un/una/dos/tres)
        falta/faltan/faltaba/faltaban/faltó/faltaron (varios/varias/algunas/algunos)
        falta/faltan/faltaba/faltaban/faltó/faltaron (piezas/tornillos/partes/unidades)
        incomplet*
        viene/vino/llegó/llego/vinieron sin (el/la/los) cargador/cable/tornillos/instrucciones/tapa
        viene/vino/llegó/llego/vinieron sin (las/su/sus) cargador/cable/tornillos/instrucciones/tapa
        viene/vino/llegó/llego/vinieron sin (el/la/los/las/su/sus) manual/mando/pilas/accesorios
        sin (el/la/los/las/su/sus) cargador/tornillos/instrucciones/manual/mando/pilas
        no trae/traía/trajo/incluye (el/la/los/las/con) (el/la/los/las) cargador/cable/tornillos
        no trae/traía/trajo/incluye (el/la/los/las/con) (el/la/los/las) instrucciones/manual
        no incluía/venía/viene (el/la/los/las/con) (el/la/los/las) cargador/cable/tornillos
        no incluía/venía/viene (el/la/los/las/con) (el/la/los/las) instrucciones/manual
        no trae/traía/trajo/incluye (el/la/los/las/con) (el/la/los/las) mando/pilas/tapa/accesorios
        no incluía/venía/viene (el/la/los/las/con) (el/la/los/las) mando/pilas/tapa/accesorios
        caja/sobre/paquete .. vacía/vacío/vacio/vacia
        solo/sólo/solamente (me) (ha/han) llegó/llego/recibí/enviaron/mandaron un/una/dos/uno
        solo/sólo/solamente (me) (ha/han) llegó/llego/recibí/enviaron/mandaron la/1/2/3
        solo/sólo/solamente (me) (ha/han) vino/llegaron/había/llegado/enviado un/una/dos/uno
        solo/sólo/solamente (me) (ha/han) vino/llegaron/había/llegado/enviado la/1/2/3
        solo/sólo un/una/uno/dos de los/las/tres/dos
        """,
    IssueKind.NOT_AS_DESCRIBED: """
        no corresponde/coincide (en) (nada/absolutamente) (con) (a) (lo/la) (descripción/foto/fotos)
        no concuerda/cumple (en) (nada/absolutamente) (con) (a) (lo/la) (descripción/foto/fotos)
        no corresponde/coincide (en) (nada/absolutamente) (con) (a) (lo/la) (anunciado/descrito)
        no corresponde/coincide (en) (nada/absolutamente) (con) (a) (lo/la) (imagen)
        no concuerda/cumple (en) (nada/absolutamente) (con) (a) (lo/la) (anunciado/descrito/imagen)
        no es/era/se (como) (lo) (que) (se) (parece) (a) (la/el) descrito/describe/anuncia
        no es/era/se (como) (lo) (que) (se) (parece) (a) (la/el) foto/fotos
        no es/era/se (como) (lo) (que) (se) (parece) (a) (la/el) anunciado/descripción/imagen
        no es/era/se (como) (lo) (que) (se) (parece) (a) (la/el) anunciaba/anuncio
        no es como en/se/aparece/lo/la
        no se parece/ajusta/corresponde
        nada que ver con
        falsific*
        es/era falso/falsa
        (es/era) (una) imitación/réplica/copia
        no es/era original/originales/auténtico/nuevo/nueva
        publicidad/descripción/foto engañosa
        descripción .. falsa/errónea/incorrecta/engañosa
        usado/usada como/cuando/no/y
        producto/artículo (está/es/era/estaba) usado
        (está/estaba/era/viene/venía) (ya) usado/usada/abierto
        vendido como nuevo
        más pequeño/pequeña/grande (de/que) (lo) (lo) (de) anunciado/descrito/indicado/esperado
        más corto/chico/chica (de/que) (lo) (lo) (de) anunciado/descrito/indicado/esperado
        más pequeño/pequeña/grande (de/que) (lo) (lo) (de) foto/en/indicaba/esperaba
        más corto/chico/chica (de/que) (lo) (lo) (de) foto/en/indicaba/esperaba
        """,
    IssueKind.QUALITY: """
        mala/pésima/malísima/baja/poca/pobre/muy/horrible calidad
        de muy mala calidad
        calidad .. mala/pésima/baja/malísima/deficiente/pobre/nefasta/mediocre/fatal/horrible
        plástico malo/barato/malísimo
        una/pura porquería/basura
        porquería
        mal hecho/hecha/acabado/acabada/cosido/cosida/fabricado
        malos/pésimos acabados/materiales
        se descose/deshace/despega/despinta/descosió/deshizo/despegó/cae
        muy endeble/frágil/flojo
        endeble
        """,
    IssueKind.MISDELIVERED: """
        dirección/domicilio/casa/persona equivocada/equivocado/incorrecta/incorrecto/errónea
        (entregado/entregaron/dejaron) en otra/otro dirección/casa/domicilio/lugar/portal
        (dejado/entrego) en otra/otro dirección/casa/domicilio/lugar/portal
        entregado/entregaron/dejaron/dieron/dejado .. a otra/otro/un persona/vecino/desconocido
        a un vecino/desconocido
        consta/figura/aparece/dice/pone/marca/marcado (como) (que) (está/fue/ha) (sido) entregado
        """,
    IssueKind.OVERCHARGE: """
        cobraron/cobrado/cargado/cargaron/cobró (dos/2) dos/2/doble/veces/doblemente
        me cobraron/cobrado/han ... de más
        cobraron/cobrado (más/de/el/un) (doble/caro/más)
        doble cobro/cargo
        cobrado dos veces
        cobro/cargo duplicado/doble/indebido
        gastos/cargos/cobros/costes de/extra/ocultos/adicionales aduana/aduanas
        cargos/cobros/costes/gastos extra/ocultos/adicionales
        pagar aduana/aduanas
        """,
    IssueKind.SLOW_RESPONSE: """
        no/nunca (me) (han/ha/nos) responde/responden/respondió/respondieron/contesta
        no/nunca (me) (han/ha/nos) contestan/contestó/contestaron/respondido/contestado
        sin respuesta/contestación
        ninguna respuesta/contestación
        no hay/hubo/obtuve/recibí/tengo/da/dan (ninguna) respuesta
        ignora/ignoran/ignoraron/ignoró/ignorado (mis/todos/a/los) (mis) mensajes/correos
        imposible contactar
        no hay/tienen manera/forma de contactar
        """,
    IssueKind.BUYER_REMORSE: """
        cambié/cambie/cambio/cambiado de opinión/idea
        ya no (lo/la/los) necesito/quiero/necesitaba
        no lo/la/los necesito/necesitaba
        (pedido/comprado/compré/compre/pedí/compra/pedi) por error/equivocación
        me equivoqué/equivoque
        mi/un error mío
        (lo/la) encontré/encontre .. más barato/económico
        más barato en (otro/otra) (sitio/tienda)
        no me gusta/gustó/gusto/gustaron/convence/convenció
        """,
    IssueKind.LATE_SHIPMENT: """
        no/nunca (lo) (ha/han) (sido) enviado/enviaron/despachado/despacharon/mandado/envían $
        tardó/tardaron/tardo/demoraron ... enviar/enviarlo/despachar/mandarlo
        aún/todavía no (lo) (ha/han) enviado/despachado
        """,
    IssueKind.STOCK_CANCELLATION: """
        canceló/cancelaron/cancelo/cancelado (el/mi) pedido/compra (por) (falta) (de) (stock)
        pedido/compra (fue/ha) (sido) cancelado/cancelada
        vendedor canceló/cancelo
        sin stock/existencias
        no hay/tienen/tenían stock/existencias
        agotado
        """,
}

_HINTS = {
    IssueKind.LATE_DELIVERY: "tarde\nretraso*\ndemora*\nlento/lenta\nsemanas",
    IssueKind.LOST: "perdido/perdió\nextraviado\ndesaparecido\nrobado",
    IssueKind.DAMAGED: "roto/rota/rotos/rotas\ngolpe/golpes\nrajado/rajada\narañazos",
    IssueKind.DEFECTIVE: "roto/rota\nfalla/fallo/falló\nestropeado",
    IssueKind.WRONG_ITEM: "equivocado/equivocada\nincorrecto/incorrecta\nen lugar/vez de/del",
    IssueKind.MISSING_PARTS: "falta/faltan/faltaba\nvacío/vacía",
    IssueKind.NOT_AS_DESCRIBED: "engaño/estafa\nfalso",
    IssueKind.QUALITY: "basura",
}

LEXICON = Lexicon(
    language="es",
    sure=_SURE,
    hints=_HINTS,
    clear="""
        no (le/me) falta/faltaba/faltó (nada/ninguna/ningún/de)
        no falta nada
        nada roto/dañado/que
        no (me) llegó/llego/llega/vino/ha/llegaron (llegado) (muy/demasiado) tarde
        no (me) llegó/llego/vino/estaba/ha roto/dañado/golpeado/con
        nunca (me) llegó/llegaron/han/ha (llegado) (nada) tarde/roto/dañado
        nunca (me) ha fallado
        nunca tarde
        antes de lo/la/tiempo
        antes de lo previsto/esperado
        a tiempo
        sin (ningún/ninguna) problema/problemas/daño/daños/retraso
        sin (ningún/ninguna) golpes/golpe/retrasos/rasguños/defecto
        ningún/ninguna problema/daño/retraso/golpe/defecto
        más vale tarde
        tarde o temprano
        por/la/buena/esta/toda la tarde/tarde
        por la tarde
        buenas tardes
        muy buena/bonita calidad
        buena calidad
        no es/está/tiene mala/mal (calidad)
        no está mal/nada
        bien embalado/empaquetado/protegido
        muy bien embalado/empaquetado/protegido
        tal como/y se/lo
        como se describe
        funciona (muy/perfectamente/bien/de)
        falta de tiempo/espacio/costumbre
        hace falta
        sin falta
        sin duda
        no me han/ha devuelto/reembolsado
        no he recibido (el/mi/aún/todavía) (el/mi) reembolso/dinero/devolución
        no recibí (el/mi) reembolso/dinero
        no hace falta
        """,
    negations="""
        no
        nunca/jamás
        sin
        ni
        nada
        ningún/ninguna/ninguno
        tampoco
        """,
    doubts="""
        si
        por si
        en caso
        temía/temia/temo/temiendo
        miedo
        espero/esperaba/ojalá
        podría/sería/habría/debería
        quizá/quizás
        pensé/pense/pensaba/creía/creí
        preocupaba/preocupado/preocupada
        la última vez
        última/anterior/otro/otra/otros vendedor/pedido/compra/vendedores
        otros vendedores/comentarios/compradores
        comentarios/opiniones/reseñas
        a diferencia
        para evitar/reemplazar/proteger/sustituir/reponer
        reemplazar/sustituir
        contra
        protege
        normalmente/siempre/suele
        el/mi viejo/antiguo/anterior
        mi antiguo/vieja/antigua
        """,
    breaks="""
        pero
        aunque
        sin embargo
        porque
        y > el/la/lo/me/no/está/estaba/es/era/se/ya/con
        hasta
        """,
)
