"""What the shop sells: forty made-up household goods."""

from decimal import Decimal

from seller_credits.simulator.shop.nouns import Product

# sku, asin, price in US dollars, title. Quotes, accents, dashes and a trade mark sign are there on
# purpose: report files carry them unquoted.
_GOODS = (
    ("MUG-STONE-12", "B0C7QWD1R2", "14.99", "Stoneware Mug, 12 oz, Speckled Grey"),
    ("MUG-STONE-12-S4", "B0C7QWX8K4", "49.99", "Stoneware Mug Set of 4, 12 oz"),
    ("PAN-CI-10", "B0B3F6N9TQ", "34.95", 'Cast Iron Skillet 10" Pre-Seasoned'),
    ("PAN-CI-12", "B0B3F7M2VC", "44.95", 'Cast Iron Skillet 12" Pre-Seasoned'),
    ("KNF-CHEF-8", "B09XK4L7PD", "59.00", "Chef's Knife 8\" High-Carbon Steel"),
    ("KNF-PAR-3", "B09XK5R3GH", "18.50", 'Paring Knife 3.5", Pakka Wood'),
    ("BRD-ACA-L", "B0BM2T8YWZ", "39.99", "Acacia Cutting Board, Large, Juice Groove"),
    ("BRD-BAM-S3", "B0BM2V1QRF", "24.99", "Bamboo Cutting Boards \u2013 Set of 3"),
    ("CAF-POUR-01", "B08R9H3K5N", "32.00", "Café Pour-Over Coffee Maker, 800 ml"),
    ("CAF-FILT-100", "B08R9J6W2S", "9.49", "Café Paper Filters, Unbleached, 100 ct"),
    ("CAF-GRND-M", "B08RB1X7LT", "42.75", "Manual Coffee Grinder, Ceramic Burr"),
    ("KET-GOOSE-1L", "B0CD5Y2M8J", "54.99", "Gooseneck Kettle 1.0 L, Matte Black"),
    ("TEA-INF-2", "B07ZQ8V4CN", "12.99", "Tea Infuser, Stainless Steel, 2-Pack"),
    ("LMP-DSK-LED", "B0BQW3T6XR", "46.00", "LED Desk Lamp with USB Port, Dimmable"),
    ("LMP-CLIP-W", "B0BQX5N1HK", "21.99", "Clip-On Reading Light, Warm White"),
    ("ORG-DRW-6", "B0C2L9P7DV", "26.95", "Drawer Organizer Bins, 6 Pieces"),
    ("ORG-SHOE-10", "B0C2M4S3QB", "29.99", "Over-the-Door Shoe Rack, 10 Tier"),
    ("TWL-BATH-S2", "B09F7K1ZCW", "36.50", 'Bath Towels 27" x 54", Set of 2, Ivory'),
    ("TWL-DISH-6", "B09F8R5XMT", "17.99", "Dish Towels, Cotton, 6 Pack"),
    ("SHT-QN-GRY", "B0BXJ6H2NL", "68.00", "Sheet Set, Queen, Bamboo Viscose, Grey"),
    ("PLW-MEM-STD", "B0BXK8D9FP", "38.90", "Memory Foam Pillow, Standard"),
    ("BLK-WGT-15", "B08TW5C3VR", "72.50", "Weighted Blanket 15 lb, Navy"),
    ("CND-SOY-VAN", "B0C9N7G4KX", "19.99", "Soy Candle, Crème Brûlée, 9 oz"),
    ("CND-SOY-CED", "B0C9P2F6TZ", "19.99", "Soy Candle, Cedar & Sage, 9 oz"),
    ("PLT-POT-6", "B0B8R1W5HJ", "27.00", "Plant Pots with Saucers, 6 in, Set of 3"),
    ("PLT-CAN-1L", "B0B8S4Q9DN", "23.49", "Indoor Watering Can, 1 L, Long Spout"),
    ("GDN-GLV-M", "B07YH6X2PC", "13.95", "Gardening Gloves, Medium, Goatskin"),
    ("GDN-PRN-8", "B07YJ3M8LS", "22.00", 'Bypass Pruner 8", Japanese Steel'),
    ("TOY-BLK-100", "B0BF5T7ZRQ", "33.99", "Wooden Building Blocks, 100 Pieces"),
    ("TOY-PUZ-1000", "B0BF6W1KXV", "18.99", "Jigsaw Puzzle 1000 Pieces \u2013 Piñata Party"),
    ("PET-BED-M", "B0C4D8N3GY", "45.00", "Orthopedic Dog Bed, Medium, Washable"),
    ("PET-BWL-2", "B0C4F2H7JM", "16.79", "Stainless Dog Bowls, 2 Pack, Non-Slip"),
    ("YGA-MAT-6", "B09LR9C5WT", "41.25", "Yoga Mat 6 mm, Natural Rubber"),
    ("BTL-INS-24", "B09LS3V8QK", "28.00", "Insulated Bottle 24 oz, Glacier™ Blue"),
    ("UMB-TRV-BLK", "B08KC7X1ZN", "25.99", "Travel Umbrella, Windproof, Black"),
    ("BAG-TOTE-CNV", "B08KD4P6FR", "22.50", "Canvas Tote Bag, Natural, Inner Pocket"),
    ("CBL-USBC-2M", "B0BZM2L9HV", "11.99", "USB-C Cable 2 m, Braided, 60 W"),
    ("CHG-USBC-65", "B0BZN5T3CD", "35.99", "USB-C Wall Charger 65 W, 3 Ports"),
    ("STN-NBK-A5", "B07VF8W4GS", "14.25", "Dotted Notebook A5, 160 Pages, Lay-Flat"),
    ("STN-PEN-FN", "B07VG1K7NX", "89.00", "Fountain Pen, Fine Nib, Anodised Aluminium"),
)


def products() -> tuple[Product, ...]:
    """Return the catalogue."""
    return tuple(
        Product(sku=sku, asin=asin, fnsku=f"X00{asin[3:]}", title=title, price=Decimal(price))
        for sku, asin, price, title in _GOODS
    )
