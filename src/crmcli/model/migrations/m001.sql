-- The first schema, table group by table group. It may change until the first release and is frozen after it.
-- Journaled tables have an AUTOINCREMENT id, so that an undo never hands an id out again, and no ON DELETE action,
-- because only the journal may change rows. Money is whole cents. Times are local wall-clock ISO text.

CREATE TABLE customers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('company', 'person')),
  industry TEXT,
  company_size TEXT,
  province TEXT,
  city TEXT,
  address TEXT,
  website TEXT,
  credit_code TEXT,
  source TEXT,
  source_text TEXT,             -- the source as it was written, when the dictionary does not know it
  event TEXT,
  stage TEXT NOT NULL DEFAULT 'lead',
  lost_reason TEXT,
  grade TEXT,                   -- the last grade given; NULL is not graded
  strategic INTEGER NOT NULL DEFAULT 0,
  owner TEXT,
  need TEXT,
  budget_low INTEGER,
  budget_high INTEGER,
  currency TEXT,                -- NULL is the setting's
  note TEXT,
  first_contact_at TEXT,
  snoozed_until TEXT,
  reviewed_at TEXT,
  do_not_contact INTEGER NOT NULL DEFAULT 0,
  incomplete INTEGER NOT NULL DEFAULT 0,
  custom TEXT NOT NULL DEFAULT '{}',
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT,              -- in the recycle bin since
  merged_into INTEGER REFERENCES customers(id),
  import_id INTEGER
);
CREATE INDEX customers_deleted ON customers(deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX customers_merged ON customers(merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customers_created ON customers(created_at);
CREATE INDEX customers_updated ON customers(updated_at);
CREATE INDEX customers_lost ON customers(lost_reason) WHERE lost_reason IS NOT NULL;
CREATE INDEX customers_review ON customers(coalesce(reviewed_at, created_at), owner)
  WHERE deleted_at IS NULL AND merged_into IS NULL AND stage <> 'lost' AND do_not_contact = 0;

CREATE TABLE contacts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  name TEXT NOT NULL,
  name_en TEXT,
  title TEXT,
  department TEXT,
  role TEXT,
  gender TEXT,
  birthday TEXT,
  birthday_lunar INTEGER NOT NULL DEFAULT 0,
  is_primary INTEGER NOT NULL DEFAULT 0,
  incomplete INTEGER NOT NULL DEFAULT 0,
  note TEXT,
  custom TEXT NOT NULL DEFAULT '{}',
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE INDEX contacts_customer ON contacts(customer_id);

CREATE TABLE contact_points (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  contact_id INTEGER REFERENCES contacts(id),   -- NULL: the customer's own (a switchboard, info@…)
  kind TEXT NOT NULL,           -- mobile, phone (landline, 400, short), email, wechat, qq, fax, other
  value TEXT NOT NULL,          -- normalised
  raw TEXT NOT NULL,            -- as it was written
  ext TEXT,
  note TEXT,
  is_primary INTEGER NOT NULL DEFAULT 0,
  masked INTEGER NOT NULL DEFAULT 0,
  verified_at TEXT,
  ended_at TEXT,                -- no longer valid since; kept
  created_at TEXT NOT NULL
);
CREATE INDEX contact_points_customer ON contact_points(customer_id);
CREATE INDEX contact_points_contact ON contact_points(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX contact_points_value ON contact_points(value);

CREATE TABLE external_ids (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  system TEXT NOT NULL,         -- 'crm' holds codes of customers merged into this one
  value TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (system, value)
);
CREATE INDEX external_ids_customer ON external_ids(customer_id);

CREATE TABLE alternates (       -- values that lost when two records became one, kept beside the one that won
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  contact_id INTEGER REFERENCES contacts(id),   -- NULL: the customer's own
  field TEXT NOT NULL,          -- column of customers or contacts, or custom.NAME
  value TEXT NOT NULL,
  code TEXT,                    -- of the customer it comes from
  created_at TEXT NOT NULL
);
CREATE INDEX alternates_customer ON alternates(customer_id);
CREATE INDEX alternates_contact ON alternates(contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE deals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  name TEXT NOT NULL,
  amount INTEGER,
  currency TEXT,
  product TEXT,
  stage TEXT NOT NULL DEFAULT 'needs',
  probability REAL,             -- NULL is the setting's for its stage; v_deals gives the one that counts
  expected_close_at TEXT,
  competitor TEXT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'won', 'lost')),
  lost_reason TEXT,
  contract_no TEXT,
  signed_at TEXT,
  ends_at TEXT,
  won_at TEXT,
  lost_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
);
CREATE INDEX deals_customer ON deals(customer_id);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  deal_id INTEGER REFERENCES deals(id),
  order_no TEXT,
  at TEXT NOT NULL,
  amount INTEGER NOT NULL,
  currency TEXT,
  product TEXT,
  quantity REAL,
  state TEXT NOT NULL DEFAULT 'paid',
  note TEXT,
  created_at TEXT NOT NULL
);
CREATE INDEX orders_customer ON orders(customer_id);
CREATE INDEX orders_deal ON orders(deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX orders_no ON orders(order_no) WHERE order_no IS NOT NULL;

CREATE TABLE interactions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  contact_id INTEGER REFERENCES contacts(id),
  at TEXT NOT NULL,
  method TEXT NOT NULL,
  type TEXT,
  topic TEXT,
  content TEXT NOT NULL DEFAULT '',
  feedback TEXT,
  result TEXT,
  satisfaction INTEGER CHECK (satisfaction BETWEEN 1 AND 5),
  next_step TEXT,
  next_at TEXT,
  stage TEXT,                   -- the stage it moved the customer to, if it did
  owner TEXT,
  event TEXT,
  reached INTEGER NOT NULL DEFAULT 1,   -- 0: an attempt, nobody answered
  retry_at TEXT,                -- of an attempt: the next working day
  imported INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL
);
-- The columns behind `id` are there so that reports need not look at the rows.
CREATE INDEX interactions_customer ON interactions(customer_id, at, id, reached, satisfaction);
CREATE INDEX interactions_contact ON interactions(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX interactions_at ON interactions(at, id, customer_id, reached, method, satisfaction, imported);
CREATE INDEX interactions_late ON interactions(at, created_at, customer_id, method)
  WHERE NOT imported AND created_at > substr(at, 1, 10) || ' 24';
CREATE INDEX interactions_feedback ON interactions(at, customer_id, reached, method)
  WHERE NOT imported AND feedback <> '';
CREATE INDEX interactions_event ON interactions(event, customer_id, at) WHERE event IS NOT NULL;

CREATE TABLE stage_events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  deal_id INTEGER REFERENCES deals(id),
  from_stage TEXT,              -- NULL: where it began
  stage TEXT NOT NULL,
  reason TEXT,                  -- of a loss
  at TEXT NOT NULL
);
CREATE INDEX stage_events_customer ON stage_events(customer_id, at);
CREATE INDEX stage_events_at ON stage_events(at, id, deal_id, from_stage, stage, customer_id);
CREATE INDEX stage_events_won ON stage_events(customer_id, at) WHERE deal_id IS NULL AND stage IN ('won', 'after_sales');
CREATE INDEX stage_events_deal ON stage_events(deal_id) WHERE deal_id IS NOT NULL;

CREATE TABLE tasks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  interaction_id INTEGER REFERENCES interactions(id),
  title TEXT NOT NULL,          -- empty: the interface's word for following up
  due_at TEXT,                  -- NULL: a promise without a date
  priority TEXT NOT NULL DEFAULT 'mid',
  every TEXT,
  from_done INTEGER NOT NULL DEFAULT 0,  -- 1: it comes again so long after it was done, not after it was due
  goal TEXT,
  owner TEXT,
  origin TEXT NOT NULL,         -- manual, next_step, or the code of the rule that made it
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'skipped', 'withdrawn')),
  closed_at TEXT,
  skip_reason TEXT,
  about TEXT,                   -- settles or puts off a reminder: 'contract 12 2026-12-31', 'birthday 7 2026-11-24'
  created_at TEXT NOT NULL
);
CREATE INDEX tasks_customer ON tasks(customer_id, state);
CREATE INDEX tasks_interaction ON tasks(interaction_id) WHERE interaction_id IS NOT NULL;
CREATE INDEX tasks_open ON tasks(due_at) WHERE state = 'open';
CREATE INDEX tasks_closed ON tasks(closed_at, state, customer_id) WHERE closed_at IS NOT NULL;

CREATE TABLE tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dimension TEXT NOT NULL,
  value TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (dimension, value)
);

CREATE TABLE customer_tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  tag_id INTEGER NOT NULL REFERENCES tags(id),
  origin TEXT NOT NULL DEFAULT 'manual' CHECK (origin IN ('manual', 'rule', 'import')),
  rule TEXT,
  created_at TEXT NOT NULL,
  UNIQUE (customer_id, tag_id)
);
CREATE INDEX customer_tags_tag ON customer_tags(tag_id);
CREATE INDEX customer_tags_rule ON customer_tags(customer_id) WHERE origin = 'rule';
CREATE TABLE tag_refusals (     -- a tag of a rule that was taken off by hand: the rule leaves that customer alone
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  tag_id INTEGER NOT NULL REFERENCES tags(id),
  created_at TEXT NOT NULL,
  UNIQUE (customer_id, tag_id)
);
CREATE INDEX tag_refusals_tag ON tag_refusals(tag_id);

CREATE TABLE attachments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  interaction_id INTEGER REFERENCES interactions(id),
  name TEXT NOT NULL,
  hash TEXT NOT NULL,           -- of the bytes, in blobs
  size INTEGER NOT NULL,
  created_at TEXT NOT NULL
);
CREATE INDEX attachments_customer ON attachments(customer_id);
CREATE INDEX attachments_interaction ON attachments(interaction_id) WHERE interaction_id IS NOT NULL;
CREATE TABLE blobs (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  operation INTEGER,
  file TEXT NOT NULL,
  hash TEXT,
  at TEXT NOT NULL,
  mapping TEXT NOT NULL DEFAULT '{}',
  counts TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE import_rows (      -- derived from one import, not journaled: what became of each row
  import_id INTEGER NOT NULL,
  sheet TEXT NOT NULL,
  row INTEGER NOT NULL,
  part INTEGER NOT NULL DEFAULT 1,  -- 2 for the second record of a row with blocks side by side
  outcome TEXT NOT NULL,
  customer_id INTEGER,
  reason TEXT,                  -- [sentence, values], as JSON
  fingerprint TEXT,
  PRIMARY KEY (import_id, sheet, row, part)
) WITHOUT ROWID;
CREATE INDEX import_rows_fingerprint ON import_rows(fingerprint) WHERE fingerprint IS NOT NULL;
CREATE TABLE mapping_profiles (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  headers TEXT NOT NULL,
  mapping TEXT NOT NULL,
  created_at TEXT NOT NULL
);
CREATE TABLE distinct_pairs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  left_id INTEGER NOT NULL,
  right_id INTEGER NOT NULL,
  signature TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (left_id, right_id)
);
CREATE TABLE choices (          -- what the user added to or changed in the dictionaries
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  dict TEXT NOT NULL,
  code TEXT NOT NULL,
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  aliases TEXT NOT NULL DEFAULT '',   -- joined by |
  hidden INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  UNIQUE (dict, code)
);
CREATE TABLE channel_costs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source TEXT,
  event TEXT,
  month TEXT NOT NULL,
  amount INTEGER NOT NULL,
  currency TEXT,
  created_at TEXT NOT NULL
);
CREATE TABLE targets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  period TEXT NOT NULL,
  amount INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (name, period)
);
CREATE TABLE grades (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customers(id),
  grade TEXT NOT NULL,
  spend INTEGER NOT NULL,
  period TEXT NOT NULL,         -- the quarter, such as 2026Q4
  origin TEXT NOT NULL DEFAULT 'run' CHECK (origin IN ('run', 'manual')),
  created_at TEXT NOT NULL
);
CREATE INDEX grades_customer ON grades(customer_id);
CREATE TABLE settings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
);
CREATE TABLE saved_views (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  filter TEXT NOT NULL,
  columns TEXT NOT NULL DEFAULT '',     -- keys, joined by commas; '' is the list's own
  sort TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL
);

CREATE TABLE operations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at_utc TEXT NOT NULL,
  at TEXT NOT NULL,             -- the user's clock, for reading
  user TEXT NOT NULL,
  terminal TEXT NOT NULL,       -- '' is a job
  command TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo', 'erase', 'restore')),
  target INTEGER REFERENCES operations(id),
  undone_by INTEGER REFERENCES operations(id),
  schema INTEGER NOT NULL
);
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  op INTEGER NOT NULL REFERENCES operations(id),
  tbl TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('insert', 'update', 'delete')),
  n INTEGER NOT NULL,
  lo INTEGER NOT NULL,
  hi INTEGER NOT NULL,
  cols TEXT NOT NULL,           -- JSON list of column names
  images BLOB NOT NULL          -- JSON, zlib above 512 bytes; see model/journal
);
CREATE INDEX changes_op ON changes(op);
CREATE TABLE touched (
  customer_id INTEGER NOT NULL,
  op INTEGER NOT NULL,
  PRIMARY KEY (customer_id, op)
) WITHOUT ROWID;
CREATE INDEX touched_op ON touched(op);
CREATE TABLE counters (         -- never undone: a code is given once
  name TEXT PRIMARY KEY,
  last INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE facts (            -- derived from the journaled tables by model/facts
  customer_id INTEGER PRIMARY KEY,
  search TEXT NOT NULL,         -- folded: name, contacts, contact points, codes, note, pinyin, initials
  status TEXT NOT NULL,
  grade TEXT NOT NULL,
  contact_id INTEGER,           -- the primary contact
  contact TEXT,
  title TEXT,
  mobile TEXT,                  -- of the primary contact first, then of others
  phone TEXT,                   -- a landline, 400 or short number
  email TEXT,
  wechat TEXT,
  qq TEXT,
  last_contact_at TEXT,         -- reached, not merely attempted
  last_interaction_id INTEGER,
  last_method TEXT,
  interactions INTEGER NOT NULL,
  attempts INTEGER NOT NULL,    -- unanswered since the last contact
  retry_on TEXT,
  next_at TEXT,                 -- earliest open next step
  next_task_id INTEGER,
  next_title TEXT,
  open_deals INTEGER NOT NULL,
  open_cents INTEGER NOT NULL,
  stake_cents INTEGER NOT NULL, -- open amounts × probability
  orders INTEGER NOT NULL,
  spend_cents INTEGER NOT NULL,
  risk_high INTEGER NOT NULL,
  cadence_days INTEGER,
  idle_base TEXT,               -- the date silence counts from; NULL when it does not count
  quiet_until TEXT,             -- the latest of next step, retry and snooze
  due_from TEXT NOT NULL,       -- the earliest due_at of its reasons, 9999 for none
  late_from TEXT NOT NULL,      -- the earliest late_at of its reasons, 9999 for none
  recent TEXT NOT NULL          -- the last contact, or when it was created if that is later
);
CREATE INDEX facts_last ON facts(last_contact_at);
CREATE INDEX facts_due ON facts(due_from, idle_base, quiet_until);
CREATE INDEX facts_late ON facts(late_from);
CREATE INDEX facts_recent ON facts(recent);
CREATE TABLE dues (             -- one row for each reason of each customer, derived with facts
  customer_id INTEGER NOT NULL,
  rule TEXT NOT NULL,
  ref INTEGER NOT NULL,         -- the task, deal or contact behind it; 0 for none
  due_at TEXT NOT NULL,         -- the day, or the day and minute, it is due
  day INTEGER NOT NULL DEFAULT 0,  -- the day, as a number, from which days over are counted
  late_at TEXT NOT NULL,        -- overdue from then on
  weight REAL NOT NULL,
  PRIMARY KEY (customer_id, rule, ref)
) WITHOUT ROWID;
CREATE INDEX dues_due ON dues(due_at);
CREATE INDEX dues_day ON dues(day, weight DESC, due_at, late_at);
CREATE INDEX dues_weight ON dues(weight DESC, due_at, day);
CREATE TABLE birthdays (        -- derived with facts; a day of the year comes round again, so it is no row of dues
  customer_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  key TEXT NOT NULL,            -- '08-15', or 'L08-15' by the Chinese calendar
  weight REAL NOT NULL,
  PRIMARY KEY (customer_id, contact_id)
) WITHOUT ROWID;
CREATE INDEX birthdays_key ON birthdays(key);
CREATE TABLE match_key (
  key TEXT NOT NULL,
  customer_id INTEGER NOT NULL,
  PRIMARY KEY (key, customer_id)
) WITHOUT ROWID;
CREATE INDEX match_key_customer ON match_key(customer_id);
CREATE TABLE file_state (       -- not journaled: language at creation, what the derived tables were computed from
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Views look names up only when they are asked for, and leave out who is gone by a list that is short: a count over
-- 300,000 talks touches no customer.
CREATE VIEW v_gone AS             -- customers in the recycle bin or merged into another
SELECT id FROM customers WHERE deleted_at IS NOT NULL UNION ALL SELECT id FROM customers WHERE merged_into IS NOT NULL;

CREATE VIEW v_computed AS         -- tags that follow from what is known, one column for each dimension (core/tags.py)
SELECT c.id AS customer_id,
  CASE
    WHEN substr(c.province, 1, 2) IN ('北京', '天津', '河北', '山西', '内蒙') THEN '华北'
    WHEN substr(c.province, 1, 2) IN ('辽宁', '吉林', '黑龙') THEN '东北'
    WHEN substr(c.province, 1, 2) IN ('上海', '江苏', '浙江', '安徽', '福建', '江西', '山东') THEN '华东'
    WHEN substr(c.province, 1, 2) IN ('河南', '湖北', '湖南') THEN '华中'
    WHEN substr(c.province, 1, 2) IN ('广东', '广西', '海南') THEN '华南'
    WHEN substr(c.province, 1, 2) IN ('重庆', '四川', '贵州', '云南', '西藏') THEN '西南'
    WHEN substr(c.province, 1, 2) IN ('陕西', '甘肃', '青海', '宁夏', '新疆') THEN '西北'
    WHEN substr(c.province, 1, 2) IN ('台湾', '香港', '澳门') THEN '港澳台'
  END AS region,
  CASE c.company_size WHEN 'micro' THEN '微型' WHEN 'small' THEN '小型' WHEN 'medium' THEN '中型' WHEN 'large' THEN '大型'
  END AS size,
  -- boundaries are lower-inclusive (R064); of a range its middle counts, of "up to" what is just below
  CASE WHEN c.currency IS NOT NULL OR coalesce(c.budget_low, c.budget_high) IS NULL THEN NULL
    WHEN coalesce((c.budget_low + c.budget_high) / 2, c.budget_low, c.budget_high - 1) < 10000000 THEN '10万以下'
    WHEN coalesce((c.budget_low + c.budget_high) / 2, c.budget_low, c.budget_high - 1) < 50000000 THEN '10-50万'
    ELSE '50万以上' END AS budget,
  CASE WHEN f.spend_cents <= 0 THEN NULL
    WHEN f.spend_cents < f.orders * 100000 THEN '1千以下'
    WHEN f.spend_cents < f.orders * 1000000 THEN '1千-1万'
    WHEN f.spend_cents < f.orders * 10000000 THEN '1万-10万'
    ELSE '10万以上' END AS ticket,
  CASE f.orders WHEN 0 THEN NULL WHEN 1 THEN '首购' WHEN 2 THEN '复购2次' ELSE '复购3次以上' END AS repurchase
FROM customers c JOIN facts f ON f.customer_id = c.id;

CREATE VIEW v_customers AS
SELECT c.id, c.code, c.name, c.kind, f.contact, f.title, f.mobile, f.phone, f.email, f.wechat, f.qq, c.industry,
  c.company_size, c.province, c.city, c.address, c.website, c.source, c.event, c.stage, f.status, f.grade, c.owner,
  nullif(ltrim(coalesce((SELECT group_concat(tag, ';') FROM (SELECT t.dimension || '-' || t.value AS tag
    FROM customer_tags ct JOIN tags t ON t.id = ct.tag_id WHERE ct.customer_id = c.id
    ORDER BY t.dimension, t.value)), '') ||
    (SELECT coalesce(';企业规模-' || k.size, '') ||
    coalesce(';地域-' || k.region, '') ||
    coalesce(';复购-' || k.repurchase, '') ||
    coalesce(';客单价-' || k.ticket, '') ||
    coalesce(';预算规模-' || k.budget, '')
    FROM v_computed k WHERE k.customer_id = c.id), ';'), '') AS tags,
  c.need, c.budget_low, c.budget_high, c.first_contact_at, f.last_contact_at, f.last_method, f.next_at, c.note,
  c.created_at, c.updated_at, c.do_not_contact, c.custom, c.lost_reason, c.strategic, c.incomplete
FROM customers c JOIN facts f ON f.customer_id = c.id;

CREATE VIEW v_standing AS         -- how customers stand, without what is looked up elsewhere: the quick one, to count them
SELECT c.id, c.kind, c.industry, c.province, c.source, c.event, c.stage,
  CASE WHEN c.stage IN ('lead', 'contact') THEN 'prospect' WHEN c.stage IN ('needs', 'quote', 'negotiation') THEN 'intent'
    WHEN c.stage = 'lost' THEN 'lost' ELSE 'won' END AS status,
  c.lost_reason, c.owner, c.created_at, c.updated_at
FROM customers c WHERE c.deleted_at IS NULL AND c.merged_into IS NULL;

CREATE VIEW v_contacts AS
SELECT p.id, p.customer_id, c.code AS customer_code, c.name AS customer_name, p.name, p.title, p.department, p.role,
  (SELECT value FROM contact_points x WHERE x.contact_id = p.id AND x.kind = 'mobile' AND x.ended_at IS NULL
    ORDER BY x.is_primary DESC, x.id LIMIT 1) AS mobile,
  (SELECT value FROM contact_points x WHERE x.contact_id = p.id AND x.kind = 'phone' AND x.ended_at IS NULL
    ORDER BY x.is_primary DESC, x.id LIMIT 1) AS phone,
  (SELECT value FROM contact_points x WHERE x.contact_id = p.id AND x.kind = 'email' AND x.ended_at IS NULL
    ORDER BY x.is_primary DESC, x.id LIMIT 1) AS email,
  (SELECT value FROM contact_points x WHERE x.contact_id = p.id AND x.kind = 'wechat' AND x.ended_at IS NULL
    ORDER BY x.is_primary DESC, x.id LIMIT 1) AS wechat,
  (SELECT value FROM contact_points x WHERE x.contact_id = p.id AND x.kind = 'qq' AND x.ended_at IS NULL
    ORDER BY x.is_primary DESC, x.id LIMIT 1) AS qq,
  p.birthday, p.is_primary, p.note
FROM contacts p JOIN customers c ON c.id = p.customer_id
WHERE c.deleted_at IS NULL AND c.merged_into IS NULL;

CREATE VIEW v_interactions AS
SELECT i.id, i.customer_id,
  (SELECT code FROM customers WHERE id = i.customer_id) AS customer_code,
  (SELECT name FROM customers WHERE id = i.customer_id) AS customer_name,
  (SELECT name FROM contacts WHERE id = i.contact_id) AS contact, i.at, i.method, i.type,
  i.topic, i.content, i.feedback, i.result, i.satisfaction, i.next_step, i.next_at, i.stage, i.owner, i.event,
  i.created_at, i.reached, i.imported
FROM interactions i
WHERE i.customer_id NOT IN v_gone;

CREATE VIEW v_tasks AS
SELECT t.id, t.customer_id,
  (SELECT code FROM customers WHERE id = t.customer_id) AS customer_code,
  (SELECT name FROM customers WHERE id = t.customer_id) AS customer_name,
  t.title, t.due_at, t.priority, t.every,
  t.goal, t.owner, t.origin, t.state, t.closed_at, t.skip_reason, t.created_at
FROM tasks t
WHERE t.customer_id NOT IN v_gone;

CREATE VIEW v_deals AS
SELECT d.id, d.customer_id,
  (SELECT code FROM customers WHERE id = d.customer_id) AS customer_code,
  (SELECT name FROM customers WHERE id = d.customer_id) AS customer_name,
  d.name, d.amount, d.product, d.stage,
  CASE d.state WHEN 'won' THEN 1.0 WHEN 'lost' THEN 0.0 ELSE coalesce(d.probability,
    (SELECT s.value / 100.0 FROM settings s WHERE s.key = 'probability.' || d.stage),
    CASE d.stage WHEN 'lead' THEN 0.05 WHEN 'contact' THEN 0.1 WHEN 'quote' THEN 0.5 WHEN 'negotiation' THEN 0.8
      ELSE 0.3 END) END AS probability,
  d.expected_close_at, d.competitor, d.state, d.lost_reason, d.contract_no, d.signed_at, d.ends_at,
  d.won_at, d.lost_at, d.created_at, d.currency
FROM deals d
WHERE d.customer_id NOT IN v_gone;

CREATE VIEW v_orders AS
SELECT o.id, o.customer_id,
  (SELECT code FROM customers WHERE id = o.customer_id) AS customer_code,
  (SELECT name FROM customers WHERE id = o.customer_id) AS customer_name,
  o.order_no, o.at, o.amount, o.product,
  o.quantity, o.state, o.deal_id, o.note, o.created_at, o.currency
FROM orders o
WHERE o.customer_id NOT IN v_gone;

CREATE VIEW v_stage_history AS
SELECT e.id, e.customer_id,
  (SELECT code FROM customers WHERE id = e.customer_id) AS customer_code,
  (SELECT name FROM customers WHERE id = e.customer_id) AS customer_name,
  e.deal_id, e.from_stage, e.stage,
  e.reason, e.at
FROM stage_events e
WHERE e.customer_id NOT IN v_gone;

CREATE VIEW v_contact_points AS
SELECT p.id, p.customer_id,
  (SELECT code FROM customers WHERE id = p.customer_id) AS customer_code,
  (SELECT name FROM customers WHERE id = p.customer_id) AS customer_name,
  p.contact_id, p.kind, p.value, p.raw,
  p.is_primary, p.masked, p.verified_at, p.ended_at, p.created_at
FROM contact_points p
WHERE p.customer_id NOT IN v_gone;

CREATE VIEW v_tags AS
SELECT x.id, x.customer_id, (SELECT code FROM customers WHERE id = x.customer_id) AS customer_code,
  (SELECT name FROM customers WHERE id = x.customer_id) AS customer_name, t.dimension, t.value, x.origin, x.rule,
  x.created_at
FROM customer_tags x JOIN tags t ON t.id = x.tag_id
WHERE x.customer_id NOT IN v_gone
UNION ALL
SELECT NULL, k.customer_id, c.code, c.name, '企业规模', k.size, 'computed', NULL, NULL
FROM v_computed k JOIN customers c ON c.id = k.customer_id WHERE k.size IS NOT NULL
UNION ALL
SELECT NULL, k.customer_id, c.code, c.name, '地域', k.region, 'computed', NULL, NULL
FROM v_computed k JOIN customers c ON c.id = k.customer_id WHERE k.region IS NOT NULL
UNION ALL
SELECT NULL, k.customer_id, c.code, c.name, '复购', k.repurchase, 'computed', NULL, NULL
FROM v_computed k JOIN customers c ON c.id = k.customer_id WHERE k.repurchase IS NOT NULL
UNION ALL
SELECT NULL, k.customer_id, c.code, c.name, '客单价', k.ticket, 'computed', NULL, NULL
FROM v_computed k JOIN customers c ON c.id = k.customer_id WHERE k.ticket IS NOT NULL
UNION ALL
SELECT NULL, k.customer_id, c.code, c.name, '预算规模', k.budget, 'computed', NULL, NULL
FROM v_computed k JOIN customers c ON c.id = k.customer_id WHERE k.budget IS NOT NULL;

CREATE VIEW v_grades AS
SELECT g.id, g.customer_id,
  (SELECT code FROM customers WHERE id = g.customer_id) AS customer_code,
  (SELECT name FROM customers WHERE id = g.customer_id) AS customer_name,
  g.period, g.grade, g.spend, g.created_at,
  g.origin
FROM grades g
WHERE g.customer_id NOT IN v_gone;

CREATE VIEW v_costs AS
SELECT id, source, event, month, amount, currency FROM channel_costs;

CREATE VIEW v_targets AS
SELECT id, name, period, amount FROM targets;

CREATE VIEW v_different AS  -- pairs of customers that were said to be two
SELECT left_id, right_id FROM distinct_pairs;

CREATE VIEW v_shared_points AS    -- contact points whose value stands more than once in the file
SELECT p.id, p.customer_id, p.kind, p.value, p.masked, p.ended_at
FROM (SELECT value FROM contact_points GROUP BY value HAVING count(*) > 1) s JOIN contact_points p ON p.value = s.value
WHERE p.customer_id NOT IN v_gone;
