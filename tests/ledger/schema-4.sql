BEGIN TRANSACTION;
CREATE TABLE accounts (
	account TEXT NOT NULL, 
	seller_id TEXT NOT NULL, 
	endpoint TEXT NOT NULL, 
	PRIMARY KEY (account)
);
INSERT INTO "accounts" VALUES('default','A1','example');
CREATE TABLE buyers (
	account TEXT NOT NULL, 
	buyer TEXT NOT NULL, 
	order_id TEXT NOT NULL, 
	placed_at TEXT, 
	PRIMARY KEY (account, buyer, order_id)
)
 WITHOUT ROWID

;
INSERT INTO "buyers" VALUES('default','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','111-1234567-1234567','2026-11-23T08:00:00Z');
CREATE TABLE comments (
	account TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	text TEXT NOT NULL, 
	kept_at TEXT NOT NULL, 
	PRIMARY KEY (account, "key")
);
INSERT INTO "comments" VALUES('default','row 2','came broken','2026-11-23T08:00:00Z');
CREATE TABLE coverage (
	account TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	source TEXT, 
	marketplace TEXT, 
	since TEXT, 
	until TEXT, 
	state TEXT NOT NULL, 
	why TEXT NOT NULL, 
	name TEXT NOT NULL, 
	read_at TEXT NOT NULL, 
	PRIMARY KEY (account, seq)
);
INSERT INTO "coverage" VALUES('default',12,'mfn_returns','US',NULL,NULL,'read','','returns.txt','2026-11-23T08:00:00Z');
CREATE TABLE entries (
	account TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	payload TEXT NOT NULL, 
	prev BLOB NOT NULL, 
	hash BLOB NOT NULL, 
	PRIMARY KEY (account, seq)
);
INSERT INTO "entries" VALUES('default',1,'2026-11-23T08:00:00Z','account_bound','default','seller-credits 0.1.0','{"seller_id":"A1","endpoint":"example"}',X'0000000000000000000000000000000000000000000000000000000000000000',X'82FB98EDA5291EC172CBF96E25116EE8F63095AB4996F309047BAE11CB7D5421');
INSERT INTO "entries" VALUES('default',2,'2026-11-23T08:00:00Z','policy_read','d','seller-credits 0.1.0','{"name":"policy.yaml","text":"policy: x"}',X'82FB98EDA5291EC172CBF96E25116EE8F63095AB4996F309047BAE11CB7D5421',X'0A12888A65E24A2E58BB6684E0A0027F71F976299CB4DE0CBCF7E748D6EE5BC1');
INSERT INTO "entries" VALUES('default',3,'2026-11-23T08:00:00Z','order_seen','111-1234567-1234567','seller-credits 0.1.0','{"source":"orders","order_id":"111-1234567-1234567","marketplace":"US","channel":"seller","status":"SHIPPED","placed_at":"2026-11-23T08:00:00Z","updated_at":"2026-11-23T08:00:00Z","currency":"USD","ship_by":null,"deliver_by":null,"total":"40.00 USD","prime":null,"business":null,"replacement_of":null,"service_level":null,"country":null,"lines":[{"order_item_id":"111111111111111","sku":"MUG","asin":"B0","title":"Mug","quantity":1,"paid":"38.00 USD","shipping":"2.00 USD"}],"packages":[{"reference":"1","status":"DELIVERED","detailed_status":null,"ship_time":"2026-11-23T08:00:00Z","carrier":"UPS","is_tracked":true,"ship_from":"US-CA"}],"part":"","buyer":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","as_of":"2026-11-23T08:00:00Z","due":null,"delivery":{"after":null,"by":"2026-11-23T08:00:00Z"}}',X'0A12888A65E24A2E58BB6684E0A0027F71F976299CB4DE0CBCF7E748D6EE5BC1',X'606081AACCB58D0AE7096A9539505246AAE7F6158E22562A66A60A32064E30E4');
INSERT INTO "entries" VALUES('default',4,'2026-11-23T08:00:00Z','issue_seen','111-1234567-1234567','seller-credits 0.1.0','{"kind":"damaged","order_item_id":null,"sku":"MUG","asin":null,"marketplace":"US","channel":"seller","occurred_at":"2026-11-20","units":1,"unit_key":"R1","facts":{"return_requested":true,"order_total":"40.00 USD"},"refunded":"1.50 USD","days":{"ordered":"2026-11-01"},"severity":null,"listed_in":"","evidence":{"key":"row 2","source":"mfn_returns","where":"returns.txt, row 2","values":{"Reason":"X"},"comment_sha256":"9661e64568bfd3699de2cd8315d6ddb49b873448703c6d8b4d440eefdb4306f5"},"issue_id":"i-1","detected_at":"2026-11-23T08:00:00Z"}',X'606081AACCB58D0AE7096A9539505246AAE7F6158E22562A66A60A32064E30E4',X'94BA6D53DDD08D405DE0FB37F7C5CF0BF03FE721D7B980F9CF8F367284424811');
INSERT INTO "entries" VALUES('default',5,'2026-11-23T08:00:00Z','suggested','111-1234567-1234567','seller-credits 0.1.0','{"suggestion_id":"s-i-1-1","issue_id":"i-1","ordinal":1,"outcome":"review 1","status":"proposed","remedy":"review","amount":null,"currency":"USD","policy_digest":"d","authority":null,"again_at":null,"deadline":null,"deadline_rule":"none","expires_at":null,"severity":"medium","odr_exposure":"unknown","odr_exposure_why":"nobody knows","supersedes":null}',X'94BA6D53DDD08D405DE0FB37F7C5CF0BF03FE721D7B980F9CF8F367284424811',X'D9963414A5079DAC9F30DB31BF0F4D910B77D2AC6781A226A058020AEC2CB74A');
INSERT INTO "entries" VALUES('default',6,'2026-11-23T08:00:00Z','money_seen','111-1234567-1234567','seller-credits 0.1.0','{"kind":"refund","book":"finances","order_item_id":"111111111111111","sku":"MUG","marketplace":"US","posted":"2026-11-23T08:00:00Z","amount":"4.20 USD","key":"m-1","words":"Refund","is_held":true,"adjustment_id":"cc-1","values":{"transactionId":"T1"},"origin":{"source":"finances","api":true,"where":"finances","as_of":null}}',X'D9963414A5079DAC9F30DB31BF0F4D910B77D2AC6781A226A058020AEC2CB74A',X'86C3E818AC209CFCFCD0110FF414EE54F126812037F22DBDCE03DCEA6EAD7667');
INSERT INTO "entries" VALUES('default',7,'2026-11-23T08:00:00Z','label_seen','111-1234567-1234567','seller-credits 0.1.0','{"is_protected":true,"first_scan":"2026-11-20","values":{"protected":"yes"},"origin":{"source":"labels","api":false,"where":"labels.csv, row 2","as_of":null}}',X'86C3E818AC209CFCFCD0110FF414EE54F126812037F22DBDCE03DCEA6EAD7667',X'DBF46940F027ED2B95E0EF5D58EDC8956304E6CA2367E46ADFF3766B0641A192');
INSERT INTO "entries" VALUES('default',8,'2026-11-23T08:00:00Z','issue_seen','111-1234567-1234567','seller-credits 0.1.0','{"kind":"damaged","order_item_id":null,"sku":"MUG","asin":null,"marketplace":"US","channel":"seller","occurred_at":"2026-11-20","units":1,"unit_key":"R1","facts":{"return_requested":true,"order_total":"40.00 USD"},"refunded":"1.50 USD","days":{"ordered":"2026-11-01"},"severity":null,"listed_in":"","evidence":{"key":"row 3","source":"mfn_returns","where":"returns.txt, row 3","values":{"Reason":"X"}},"issue_id":"i-1","detected_at":"2026-11-23T08:00:00Z"}',X'DBF46940F027ED2B95E0EF5D58EDC8956304E6CA2367E46ADFF3766B0641A192',X'A2AA5B482F91164A5DA1AF708719C7AC6AD2D0105D85E9606DA6C8C8D68B4841');
INSERT INTO "entries" VALUES('default',9,'2026-11-23T08:00:00Z','suggested','111-1234567-1234567','seller-credits 0.1.0','{"suggestion_id":"s-i-1-2","issue_id":"i-1","ordinal":2,"outcome":"review 2","status":"proposed","remedy":"review","amount":null,"currency":"USD","policy_digest":"d","authority":null,"again_at":null,"deadline":null,"deadline_rule":"none","expires_at":null,"severity":"medium","odr_exposure":"unknown","odr_exposure_why":"nobody knows","supersedes":"s-i-1-1"}',X'A2AA5B482F91164A5DA1AF708719C7AC6AD2D0105D85E9606DA6C8C8D68B4841',X'4F3A99F6621CD92BD1477216B7CF220ED9D0C51AF33E8C8B1C2EC7129DB94C19');
INSERT INTO "entries" VALUES('default',10,'2026-11-23T08:00:00Z','judged','111-1234567-1234567','seller-credits 0.1.0','{"suggestion_id":"s-i-1-2","issue_id":"i-1","ordinal":2,"outcome":"review 2","status":"proposed","remedy":"review","amount":null,"currency":"USD","policy_digest":"d","authority":null,"again_at":null,"deadline":null,"deadline_rule":"none","expires_at":null,"severity":"high","odr_exposure":"unknown","odr_exposure_why":"nobody knows","supersedes":null}',X'4F3A99F6621CD92BD1477216B7CF220ED9D0C51AF33E8C8B1C2EC7129DB94C19',X'0438EC24A45BAF26BB18EEF3FADE1D048804C763C1FB6E12E47C98C83CEB2B02');
INSERT INTO "entries" VALUES('default',11,'2026-11-23T08:00:00Z','money_seen','111-1234567-1234567','seller-credits 0.1.0','{"kind":"refund","book":"finances","order_item_id":"111111111111111","sku":"MUG","marketplace":"US","posted":"2026-11-23T08:00:00Z","amount":"4.20 USD","key":"m-1","words":"Refund","is_held":false,"adjustment_id":"cc-1","values":{"transactionId":"T1"},"origin":{"source":"finances","api":true,"where":"finances","as_of":null}}',X'0438EC24A45BAF26BB18EEF3FADE1D048804C763C1FB6E12E47C98C83CEB2B02',X'9161B3E9C48E993DBCFE694C32683451AE4CDC275F3834A9D4719B6F56E50110');
INSERT INTO "entries" VALUES('default',12,'2026-11-23T08:00:00Z','coverage','mfn_returns','seller-credits 0.1.0','{"source":"mfn_returns","marketplace":"US","since":null,"until":null,"state":"read","why":"","name":"returns.txt","read_at":"2026-11-23T08:00:00Z"}',X'9161B3E9C48E993DBCFE694C32683451AE4CDC275F3834A9D4719B6F56E50110',X'AB4F435328BBA7738D887165EC56F2AD9544B5B720BEA858AF4760DB50E90E72');
INSERT INTO "entries" VALUES('other',1,'2026-11-23T08:00:00Z','issue_seen','222-0000000-0000000','seller-credits 0.1.0','{"kind":"damaged","order_item_id":null,"sku":"MUG","asin":null,"marketplace":"US","channel":"seller","occurred_at":"2026-11-20","units":1,"unit_key":"R1","facts":{"return_requested":true,"order_total":"40.00 USD"},"refunded":"1.50 USD","days":{"ordered":"2026-11-01"},"severity":null,"listed_in":"","evidence":{"key":"row 2","source":"mfn_returns","where":"returns.txt, row 2","values":{"Reason":"X"}},"issue_id":"i-2","detected_at":"2026-11-23T08:00:00Z"}',X'0000000000000000000000000000000000000000000000000000000000000000',X'AC25ABFF5F9B1FD6400820F66A699722FD6340F565919F4B4D7C3D9910AF22C5');
CREATE TABLE heads (
	account TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	hash BLOB NOT NULL, 
	PRIMARY KEY (account)
);
INSERT INTO "heads" VALUES('default',12,X'AB4F435328BBA7738D887165EC56F2AD9544B5B720BEA858AF4760DB50E90E72');
INSERT INTO "heads" VALUES('other',1,X'AC25ABFF5F9B1FD6400820F66A699722FD6340F565919F4B4D7C3D9910AF22C5');
CREATE TABLE health (
	account TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	marketplace TEXT, 
	digest TEXT NOT NULL, 
	PRIMARY KEY (account, seq)
);
CREATE TABLE in_force (
	account TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	PRIMARY KEY (account)
);
CREATE TABLE issues (
	account TEXT NOT NULL, 
	order_id TEXT NOT NULL, 
	issue_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	order_item_id TEXT, 
	sku TEXT, 
	asin TEXT, 
	marketplace TEXT, 
	channel TEXT, 
	occurred_at TEXT, 
	detected_at TEXT NOT NULL, 
	PRIMARY KEY (account, order_id, issue_id)
)
 WITHOUT ROWID

;
INSERT INTO "issues" VALUES('default','111-1234567-1234567','i-1','damaged',NULL,'MUG',NULL,'US','seller','2026-11-20','2026-11-23T08:00:00Z');
INSERT INTO "issues" VALUES('other','222-0000000-0000000','i-2','damaged',NULL,'MUG',NULL,'US','seller','2026-11-20','2026-11-23T08:00:00Z');
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('schema','4');
INSERT INTO "meta" VALUES('identity','bef70fc8b6c74dc9a210935e731d3cee');
CREATE TABLE money (
	account TEXT NOT NULL, 
	order_id TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	book TEXT NOT NULL, 
	posted TEXT, 
	amount TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	PRIMARY KEY (account, order_id, "key")
)
 WITHOUT ROWID

;
INSERT INTO "money" VALUES('default','111-1234567-1234567','m-1','refund','finances','2026-11-23T08:00:00Z','4.20 USD',11);
CREATE TABLE orders (
	account TEXT NOT NULL, 
	order_id TEXT NOT NULL, 
	source TEXT NOT NULL, 
	part TEXT NOT NULL, 
	updated_at TEXT, 
	as_of TEXT NOT NULL, 
	due TEXT, 
	seq INTEGER NOT NULL, 
	PRIMARY KEY (account, order_id, source, part)
)
 WITHOUT ROWID

;
INSERT INTO "orders" VALUES('default','111-1234567-1234567','orders','','2026-11-23T08:00:00Z','2026-11-23T08:00:00Z',NULL,3);
CREATE TABLE policies (
	account TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	PRIMARY KEY (account, digest)
);
INSERT INTO "policies" VALUES('default','d',2);
CREATE TABLE standings (
	account TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	PRIMARY KEY (account, digest, kind)
);
CREATE TABLE suggestions (
	account TEXT NOT NULL, 
	order_id TEXT NOT NULL, 
	issue_id TEXT NOT NULL, 
	ordinal INTEGER NOT NULL, 
	suggestion_id TEXT NOT NULL, 
	status TEXT NOT NULL, 
	remedy TEXT NOT NULL, 
	amount TEXT, 
	currency TEXT, 
	outcome TEXT NOT NULL, 
	policy_digest TEXT NOT NULL, 
	authority TEXT, 
	again_at TEXT, 
	deadline TEXT, 
	deadline_rule TEXT, 
	expires_at TEXT, 
	severity TEXT, 
	odr_exposure TEXT NOT NULL, 
	odr_exposure_why TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	PRIMARY KEY (account, order_id, issue_id, ordinal)
)
 WITHOUT ROWID

;
INSERT INTO "suggestions" VALUES('default','111-1234567-1234567','i-1',1,'s-i-1-1','superseded','review',NULL,'USD','review 1','d',NULL,NULL,NULL,'none',NULL,'medium','unknown','nobody knows',5);
INSERT INTO "suggestions" VALUES('default','111-1234567-1234567','i-1',2,'s-i-1-2','proposed','review',NULL,'USD','review 2','d',NULL,NULL,NULL,'none',NULL,'high','unknown','nobody knows',9);
CREATE INDEX entries_by_subject ON entries (subject, account, seq);
CREATE INDEX orders_due ON orders (account, due) WHERE due IS NOT NULL;
CREATE INDEX suggestions_again ON suggestions (account, again_at) WHERE again_at IS NOT NULL;
CREATE INDEX money_by_day ON money (account, posted);
CREATE INDEX buyers_by_order ON buyers (order_id);
CREATE INDEX coverage_by_name ON coverage (account, source, name);
CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entries are append-only'); END;
COMMIT;
