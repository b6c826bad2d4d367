-- What the steps in assets/migrations lead to, for files made new; the journal's triggers are made from it.
-- Written by `just assets`, never by hand.

CREATE TABLE salon (
  id TEXT PRIMARY KEY NOT NULL CHECK (id = 'salon'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 60),
  opens_min INTEGER NOT NULL CHECK (opens_min BETWEEN 0 AND 1435),
  closes_min INTEGER NOT NULL CHECK (closes_min > opens_min AND closes_min <= 1440),
  currency TEXT NOT NULL DEFAULT 'euros' CHECK (length(currency) <= 20),
  rev INTEGER NOT NULL DEFAULT 1
, second_folder TEXT NOT NULL DEFAULT '' CHECK (length(second_folder) <= 400), off_site TEXT NOT NULL DEFAULT '' CHECK (length(off_site) <= 2000)) STRICT;

CREATE TABLE client (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  first_name TEXT NOT NULL DEFAULT '' CHECK (length(first_name) <= 60),
  last_name TEXT NOT NULL DEFAULT '' CHECK (length(last_name) <= 60),
  phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 30),
  email TEXT NOT NULL DEFAULT '' CHECK (length(email) <= 120),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  rev INTEGER NOT NULL DEFAULT 1,
  -- Where it stands in the list; a page of the list begins behind this and the id.
  name_order TEXT AS (lower(last_name || ' ' || first_name)) VIRTUAL,
  -- What one may ask for on the phone: names, the whole number, its last seven and its last four digits.
  phone_digits TEXT AS (replace(replace(replace(replace(replace(replace(replace(phone,
    ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', ''), '+', '')) VIRTUAL,
  find_words TEXT AS (replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(first_name || ' ' || last_name, 'ð', 'd'), 'Ð', 'd'), 'þ', 'th'), 'Þ', 'th'), 'ħ', 'h'), 'Ħ', 'h'), 'ŧ', 't'), 'Ŧ', 't'),
    'ł', 'l'), 'Ł', 'l'), 'ø', 'o'), 'Ø', 'o'), 'đ', 'd'), 'Đ', 'd'), 'ß', 'ss'),
    'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'ı', 'i')
    || ' ' || phone_digits || ' ' || substr(phone_digits, -7) || ' ' || substr(phone_digits, -4)) VIRTUAL, emergency TEXT NOT NULL DEFAULT '' CHECK (length(emergency) <= 120), pick_up TEXT NOT NULL DEFAULT '' CHECK (length(pick_up) <= 200), deposit_cents INTEGER NOT NULL DEFAULT 0 CHECK (deposit_cents BETWEEN 0 AND 10000000), owes_cents INTEGER NOT NULL DEFAULT 0 CHECK (owes_cents BETWEEN 0 AND 10000000), do_not_book TEXT NOT NULL DEFAULT '' CHECK (length(do_not_book) <= 200),
  CHECK (first_name <> '' OR last_name <> '')
) STRICT;

CREATE TABLE dog (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
  client_id TEXT REFERENCES client (id) ON DELETE RESTRICT,
  first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 60),
  last_name TEXT NOT NULL DEFAULT '' CHECK (length(last_name) <= 60),
  breed TEXT NOT NULL DEFAULT '' CHECK (length(breed) <= 60),
  size TEXT CHECK (size IN ('small', 'medium', 'large', 'XL')),
  sex TEXT NOT NULL DEFAULT 'unknown' CHECK (sex IN ('male', 'male_neutered', 'female', 'female_spayed', 'unknown')),
  birth TEXT CHECK (birth GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  age INTEGER CHECK (age BETWEEN 0 AND 30),
  age_told TEXT CHECK (age_told GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  temperament INTEGER CHECK (temperament BETWEEN 1 AND 5),
  bites INTEGER NOT NULL DEFAULT 0 CHECK (bites IN (0, 1)),
  muzzle INTEGER NOT NULL DEFAULT 0 CHECK (muzzle IN (0, 1)),
  heart INTEGER NOT NULL DEFAULT 0 CHECK (heart IN (0, 1)),
  seizures INTEGER NOT NULL DEFAULT 0 CHECK (seizures IN (0, 1)),
  allergies TEXT NOT NULL DEFAULT '' CHECK (length(allergies) <= 200),
  chip TEXT NOT NULL DEFAULT '' CHECK (length(chip) <= 30),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  rev INTEGER NOT NULL DEFAULT 1,
  name_order TEXT AS (lower(first_name || ' ' || last_name)) VIRTUAL,
  find_words TEXT AS (replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(first_name || ' ' || last_name || ' ' || breed, 'ð', 'd'), 'Ð', 'd'), 'þ', 'th'), 'Þ', 'th'), 'ħ', 'h'), 'Ħ', 'h'), 'ŧ', 't'), 'Ŧ', 't'),
    'ł', 'l'), 'Ł', 'l'), 'ø', 'o'), 'Ø', 'o'), 'đ', 'd'), 'Đ', 'd'),
    'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'ı', 'i')
    || ' ' || replace(chip, ' ', '') || ' ' || substr(chip, -4)) VIRTUAL
, coat TEXT CHECK (coat IN ('short', 'double', 'long', 'curly', 'wire')), medication TEXT NOT NULL DEFAULT '' CHECK (length(medication) <= 200), vet TEXT NOT NULL DEFAULT '' CHECK (length(vet) <= 120), waiver TEXT CHECK (waiver GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), rebook_weeks INTEGER CHECK (rebook_weeks BETWEEN 1 AND 52), do_not_book TEXT NOT NULL DEFAULT '' CHECK (length(do_not_book) <= 200)) STRICT;

CREATE TABLE groomer (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  lanes INTEGER NOT NULL DEFAULT 1 CHECK (lanes BETWEEN 1 AND 4),
  position INTEGER NOT NULL DEFAULT 1,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1
, largest TEXT CHECK (largest IN ('small', 'medium', 'large', 'XL')), max_dogs INTEGER CHECK (max_dogs BETWEEN 1 AND 50)) STRICT;

CREATE TABLE shift (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  groomer_id TEXT NOT NULL REFERENCES groomer (id) ON DELETE RESTRICT,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  start_min INTEGER NOT NULL CHECK (start_min >= 0 AND start_min % 5 = 0),
  end_min INTEGER NOT NULL CHECK (end_min > start_min AND end_min <= 1440 AND end_min % 5 = 0),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE break (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  groomer_id TEXT NOT NULL REFERENCES groomer (id) ON DELETE RESTRICT,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  start_min INTEGER NOT NULL CHECK (start_min >= 0 AND start_min % 5 = 0),
  end_min INTEGER NOT NULL CHECK (end_min > start_min AND end_min <= 1440 AND end_min % 5 = 0),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE service (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 720 AND minutes % 5 = 0),
  stay_minutes INTEGER NOT NULL CHECK (stay_minutes >= minutes AND stay_minutes <= 1435),
  price_cents INTEGER NOT NULL DEFAULT 0 CHECK (price_cents BETWEEN 0 AND 10000000),
  position INTEGER NOT NULL DEFAULT 1,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1
, add_on INTEGER NOT NULL DEFAULT 0 CHECK (add_on IN (0, 1)), needs_waiver INTEGER NOT NULL DEFAULT 0 CHECK (needs_waiver IN (0, 1))) STRICT;

CREATE TABLE intent (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('edit', 'import', 'undo', 'redo', 'outside')),
  label TEXT NOT NULL,
  -- The first intent of a chain of undo and redo: its own id for anything new.
  root INTEGER NOT NULL,
  -- The intent that this one takes back or brings back.
  target INTEGER REFERENCES intent (id),
  -- The intent that took this one back; NULL while it stands.
  undone_by INTEGER REFERENCES intent (id),
  -- Its changes lie between these numbers (other intents' may lie among them). The last is NULL while its transaction
  -- is open, -1 while one of many transactions rests between two of them.
  first_seq INTEGER NOT NULL,
  last_seq INTEGER
) STRICT;

CREATE TABLE change (
  seq INTEGER PRIMARY KEY,
  intent INTEGER NOT NULL REFERENCES intent (id),
  tbl TEXT NOT NULL,
  row_id TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
  -- JSON objects: of an inserted or deleted row all columns that differ from their default, of an update the
  -- changed ones.
  before TEXT,
  after TEXT
) STRICT;

CREATE TABLE current_intent (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  intent INTEGER REFERENCES intent (id),
  unfinished INTEGER REFERENCES intent (id)
) STRICT;

CREATE VIRTUAL TABLE find_index USING fts5 (
  words, content = '', columnsize = 0, detail = none, prefix = '1 2 3 4 5 6 7', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE find_mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  dogs INTEGER NOT NULL,
  clients INTEGER NOT NULL,
  handful INTEGER NOT NULL
) STRICT;

CREATE TABLE spelling (
  variant TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (variant, word)
) WITHOUT ROWID, STRICT;

CREATE TABLE hold (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  -- Who holds it, as others read it: 'ana on pts/3'; and the process, so that a dead desk holds nothing.
  desk TEXT NOT NULL CHECK (length(desk) <= 120),
  process INTEGER NOT NULL,
  dog TEXT NOT NULL CHECK (length(dog) <= 140),
  groomer_id TEXT NOT NULL CHECK (length(groomer_id) = 36),
  lane INTEGER NOT NULL CHECK (lane BETWEEN 1 AND 4),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  start_min INTEGER NOT NULL CHECK (start_min >= 0 AND start_min % 5 = 0),
  end_min INTEGER NOT NULL CHECK (end_min > start_min AND end_min <= 1440 AND end_min % 5 = 0),
  -- Seconds since 1970, UTC.
  until_utc INTEGER NOT NULL
) STRICT;

CREATE TABLE draft (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  actor TEXT NOT NULL CHECK (length(actor) <= 120),
  process INTEGER NOT NULL,
  -- Which form, as the desk names it; what the list says of it; and the fields as JSON.
  form TEXT NOT NULL CHECK (length(form) BETWEEN 1 AND 200),
  title TEXT NOT NULL CHECK (length(title) <= 200),
  fields TEXT NOT NULL CHECK (json_valid(fields) AND length(fields) <= 65536),
  -- Whether it was put aside on purpose.
  parked INTEGER NOT NULL DEFAULT 0 CHECK (parked IN (0, 1)),
  -- 'YYYY-MM-DDTHH:MM:SS' on the salon's clock.
  at TEXT NOT NULL
) STRICT;

CREATE TABLE backup_log (
  id INTEGER PRIMARY KEY CHECK (id > 0),
  utc TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('made', 'second', 'off_site', 'drill', 'restored')),
  -- The name of the backup's file.
  backup TEXT NOT NULL CHECK (length(backup) <= 200),
  good INTEGER NOT NULL CHECK (good IN (0, 1)),
  words TEXT NOT NULL CHECK (length(words) <= 1000),
  duration_ms INTEGER NOT NULL DEFAULT 0 CHECK (duration_ms >= 0)
) STRICT;

CREATE TABLE skill (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  groomer_id TEXT NOT NULL REFERENCES groomer (id) ON DELETE RESTRICT,
  service_id TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  rev INTEGER NOT NULL DEFAULT 1,
  UNIQUE (groomer_id, service_id)
) STRICT;

CREATE TABLE exception (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  groomer_id TEXT NOT NULL REFERENCES groomer (id) ON DELETE RESTRICT,
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  kind TEXT NOT NULL CHECK (kind IN ('shift', 'break')),
  start_min INTEGER NOT NULL CHECK (start_min >= 0 AND start_min % 5 = 0),
  end_min INTEGER NOT NULL CHECK (end_min > start_min AND end_min <= 1440 AND end_min % 5 = 0),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE time_off (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  groomer_id TEXT NOT NULL REFERENCES groomer (id) ON DELETE RESTRICT,
  first_day TEXT NOT NULL CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  last_day TEXT NOT NULL CHECK (last_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND last_day >= first_day),
  start_min INTEGER NOT NULL DEFAULT 0 CHECK (start_min >= 0 AND start_min % 5 = 0),
  end_min INTEGER NOT NULL DEFAULT 1440 CHECK (end_min > start_min AND end_min <= 1440 AND end_min % 5 = 0),
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE closing (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  first_day TEXT NOT NULL CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  last_day TEXT NOT NULL CHECK (last_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND last_day >= first_day),
  yearly INTEGER NOT NULL DEFAULT 0 CHECK (yearly IN (0, 1)),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE drop_off (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  start_min INTEGER NOT NULL CHECK (start_min >= 0 AND start_min % 5 = 0),
  end_min INTEGER NOT NULL CHECK (end_min > start_min AND end_min <= 1440 AND end_min % 5 = 0),
  dogs INTEGER NOT NULL CHECK (dogs BETWEEN 0 AND 99),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE rate (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  service_id TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  size TEXT CHECK (size IN ('small', 'medium', 'large', 'XL')),
  coat TEXT CHECK (coat IN ('short', 'double', 'long', 'curly', 'wire')),
  valid_from TEXT NOT NULL CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 720 AND minutes % 5 = 0),
  stay_minutes INTEGER NOT NULL CHECK (stay_minutes >= minutes AND stay_minutes <= 1435),
  price_cents INTEGER NOT NULL CHECK (price_cents BETWEEN 0 AND 10000000),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE own_rate (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  dog_id TEXT NOT NULL REFERENCES dog (id) ON DELETE RESTRICT,
  service_id TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  minutes INTEGER CHECK (minutes BETWEEN 5 AND 720 AND minutes % 5 = 0),
  stay_minutes INTEGER CHECK (stay_minutes BETWEEN 5 AND 1435),
  price_cents INTEGER CHECK (price_cents BETWEEN 0 AND 10000000),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 200),
  rev INTEGER NOT NULL DEFAULT 1,
  UNIQUE (dog_id, service_id)
) STRICT;

CREATE TABLE weight (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  dog_id TEXT NOT NULL REFERENCES dog (id) ON DELETE RESTRICT,
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  grams INTEGER NOT NULL CHECK (grams BETWEEN 100 AND 150000),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE vaccine (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  first_months INTEGER NOT NULL CHECK (first_months BETWEEN 1 AND 60),
  later_months INTEGER NOT NULL CHECK (later_months BETWEEN 1 AND 60),
  from_weeks INTEGER NOT NULL DEFAULT 0 CHECK (from_weeks BETWEEN 0 AND 104),
  position INTEGER NOT NULL DEFAULT 1,
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE vaccine_need (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  vaccine_id TEXT NOT NULL REFERENCES vaccine (id) ON DELETE RESTRICT,
  service_id TEXT REFERENCES service (id) ON DELETE RESTRICT,
  refuses INTEGER NOT NULL DEFAULT 0 CHECK (refuses IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE vaccination (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  dog_id TEXT NOT NULL REFERENCES dog (id) ON DELETE RESTRICT,
  vaccine_id TEXT NOT NULL REFERENCES vaccine (id) ON DELETE RESTRICT,
  given TEXT CHECK (given GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  until TEXT NOT NULL CHECK (until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  -- Somebody saw the paper; or it is a vet's letter that the dog must not be vaccinated.
  proof INTEGER NOT NULL DEFAULT 0 CHECK (proof IN (0, 1)),
  exempt INTEGER NOT NULL DEFAULT 0 CHECK (exempt IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE series (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  dog_id TEXT NOT NULL REFERENCES dog (id) ON DELETE RESTRICT,
  weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 52),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE "appointment" (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  dog_id TEXT NOT NULL REFERENCES dog (id) ON DELETE RESTRICT,
  groomer_id TEXT NOT NULL REFERENCES groomer (id) ON DELETE RESTRICT,
  service_id TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  lane INTEGER CHECK (lane BETWEEN 1 AND 9),
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  start_min INTEGER NOT NULL CHECK (start_min >= 0 AND start_min % 5 = 0),
  end_min INTEGER NOT NULL CHECK (end_min > start_min AND end_min <= 1440 AND end_min % 5 = 0),
  pickup_min INTEGER NOT NULL CHECK (pickup_min >= end_min AND pickup_min <= 1440),
  status TEXT NOT NULL DEFAULT 'booked'
    CHECK (status IN ('booked', 'confirmed', 'arrived', 'in_work', 'ready', 'gone', 'no_show', 'cancelled')),
  price_cents INTEGER NOT NULL DEFAULT 0 CHECK (price_cents BETWEEN 0 AND 10000000),
  cancel_reason TEXT NOT NULL DEFAULT '' CHECK (length(cancel_reason) <= 200),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  -- When each step was taken, 'YYYY-MM-DDTHH:MM' on the salon's clock.
  confirmed_at TEXT,
  arrived_at TEXT,
  started_at TEXT,
  ready_at TEXT,
  gone_at TEXT,
  closed_at TEXT,
  rev INTEGER NOT NULL DEFAULT 1,
  -- When the dog is dropped off; NULL is when the work starts.
  drop_off_min INTEGER CHECK (drop_off_min >= 0 AND drop_off_min % 5 = 0 AND drop_off_min <= start_min),
  -- Why it was booked beyond the rules of the salon; empty for everything else. It is never taken away.
  over_reason TEXT NOT NULL DEFAULT '' CHECK (length(over_reason) <= 200),
  -- The same for all dogs of a client that come together and are picked up together.
  visit_id TEXT CHECK (length(visit_id) = 36),
  series_id TEXT REFERENCES series (id) ON DELETE RESTRICT
) STRICT;

CREATE TABLE appointment_add_on (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  appointment_id TEXT NOT NULL REFERENCES appointment (id) ON DELETE RESTRICT,
  service_id TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 720 AND minutes % 5 = 0),
  price_cents INTEGER NOT NULL CHECK (price_cents BETWEEN 0 AND 10000000),
  rev INTEGER NOT NULL DEFAULT 1,
  UNIQUE (appointment_id, service_id)
) STRICT;

CREATE TABLE record (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  appointment_id TEXT NOT NULL UNIQUE REFERENCES appointment (id) ON DELETE RESTRICT,
  blade TEXT NOT NULL DEFAULT '' CHECK (length(blade) <= 120),
  style TEXT NOT NULL DEFAULT '' CHECK (length(style) <= 200),
  products TEXT NOT NULL DEFAULT '' CHECK (length(products) <= 200),
  findings TEXT NOT NULL DEFAULT '' CHECK (length(findings) <= 500),
  incident TEXT NOT NULL DEFAULT '' CHECK (length(incident) <= 500),
  minutes INTEGER CHECK (minutes BETWEEN 1 AND 1440),
  price_cents INTEGER CHECK (price_cents BETWEEN 0 AND 10000000),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE waitlist (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  dog_id TEXT NOT NULL REFERENCES dog (id) ON DELETE RESTRICT,
  service_id TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  groomer_id TEXT REFERENCES groomer (id) ON DELETE RESTRICT,
  appointment_id TEXT REFERENCES appointment (id) ON DELETE RESTRICT,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 1440 AND minutes % 5 = 0),
  first_day TEXT NOT NULL CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  last_day TEXT CHECK (last_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND last_day >= first_day),
  -- Bits of the weekdays that would do, Monday is 1, Sunday 64.
  weekdays INTEGER NOT NULL DEFAULT 127 CHECK (weekdays BETWEEN 1 AND 127),
  from_min INTEGER NOT NULL DEFAULT 0 CHECK (from_min BETWEEN 0 AND 1440),
  before_min INTEGER NOT NULL DEFAULT 1440 CHECK (before_min > from_min AND before_min <= 1440),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 200),
  call INTEGER NOT NULL DEFAULT 0 CHECK (call IN (0, 1)),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'filled', 'withdrawn')),
  -- 'YYYY-MM-DDTHH:MM' on the salon's clock.
  asked_at TEXT NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE offer (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  waitlist_id TEXT NOT NULL REFERENCES waitlist (id) ON DELETE RESTRICT,
  groomer_id TEXT NOT NULL REFERENCES groomer (id) ON DELETE RESTRICT,
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  start_min INTEGER NOT NULL CHECK (start_min >= 0 AND start_min % 5 = 0),
  outcome TEXT NOT NULL CHECK (outcome IN ('taken', 'declined', 'no_answer')),
  at TEXT NOT NULL,
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE TABLE waitlist_add_on (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  waitlist_id TEXT NOT NULL REFERENCES waitlist (id) ON DELETE RESTRICT,
  service_id TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  rev INTEGER NOT NULL DEFAULT 1,
  UNIQUE (waitlist_id, service_id)
) STRICT;

CREATE INDEX client_by_name ON client (name_order, id);

CREATE INDEX dog_by_name ON dog (name_order, id);

CREATE INDEX dog_by_client ON dog (client_id) WHERE client_id IS NOT NULL;

CREATE INDEX shift_by_groomer ON shift (groomer_id, weekday, start_min);

CREATE INDEX break_by_groomer ON break (groomer_id, weekday, start_min);

CREATE INDEX change_by_row ON change (row_id, seq);

CREATE INDEX hold_by_day ON hold (day);

CREATE INDEX draft_by_actor ON draft (actor, at);

CREATE INDEX backup_log_by_backup ON backup_log (backup, id);

CREATE INDEX backup_log_by_kind ON backup_log (kind, id);

CREATE INDEX exception_by_day ON exception (day, groomer_id);

CREATE INDEX time_off_by_day ON time_off (last_day, first_day);

CREATE INDEX rate_by_service ON rate (service_id, valid_from);

CREATE INDEX weight_by_dog ON weight (dog_id, day);

CREATE INDEX vaccination_by_dog ON vaccination (dog_id, vaccine_id, until);

CREATE INDEX vaccination_by_vaccine ON vaccination (vaccine_id, until);

CREATE INDEX series_by_dog ON series (dog_id);

CREATE INDEX appointment_by_day ON appointment (day, start_min);

CREATE INDEX appointment_by_dog ON appointment (dog_id, day, start_min);

CREATE INDEX appointment_by_lane ON appointment (groomer_id, day, lane, start_min, end_min)
  WHERE status NOT IN ('no_show', 'cancelled');

CREATE INDEX appointment_no_show ON appointment (dog_id) WHERE status = 'no_show';

CREATE INDEX appointment_by_visit ON appointment (visit_id) WHERE visit_id IS NOT NULL;

CREATE INDEX appointment_by_series ON appointment (series_id, day) WHERE series_id IS NOT NULL;

CREATE INDEX waitlist_waiting ON waitlist (asked_at) WHERE state = 'waiting';

CREATE INDEX waitlist_by_dog ON waitlist (dog_id);

CREATE INDEX waitlist_by_appointment ON waitlist (appointment_id) WHERE appointment_id IS NOT NULL;

CREATE INDEX offer_by_waitlist ON offer (waitlist_id, at);

CREATE TRIGGER change_stands_update BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten (E_JOURNAL)'); END;

CREATE TRIGGER change_stands_delete BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten (E_JOURNAL)'); END;

CREATE TRIGGER intent_stands_delete BEFORE DELETE ON intent
BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten (E_JOURNAL)'); END;

CREATE TRIGGER find_mark_dogs AFTER UPDATE OF dogs ON find_mark BEGIN
  INSERT INTO find_index (rowid, words)
    SELECT d.number, d.find_words || ' ' || coalesce(c.find_words, '')
    FROM dog AS d LEFT JOIN client AS c ON c.id = d.client_id WHERE d.number > OLD.dogs AND d.number <= NEW.dogs;
END;

CREATE TRIGGER find_mark_clients AFTER UPDATE OF clients ON find_mark BEGIN
  -- In rising order of the documents: each step back would close a segment of the index.
  INSERT INTO find_index (rowid, words)
    SELECT -number, find_words FROM client WHERE number > OLD.clients AND number <= NEW.clients ORDER BY number DESC;
END;

CREATE TRIGGER find_dog_insert AFTER INSERT ON dog BEGIN
  INSERT INTO find_index (rowid, words)
    SELECT NEW.number, NEW.find_words || ' ' || coalesce((SELECT find_words FROM client WHERE id = NEW.client_id), '')
    WHERE NEW.number <= (SELECT dogs FROM find_mark);
  UPDATE find_mark SET dogs = NEW.number WHERE NEW.number >= dogs + handful;
END;

CREATE TRIGGER find_dog_delete AFTER DELETE ON dog WHEN OLD.number <= (SELECT dogs FROM find_mark) BEGIN
  INSERT INTO find_index (find_index, rowid, words)
  VALUES ('delete', OLD.number, OLD.find_words || ' ' || coalesce((SELECT find_words FROM client WHERE id = OLD.client_id), ''));
END;

CREATE TRIGGER find_dog_update AFTER UPDATE OF number, first_name, last_name, breed, chip, client_id ON dog
WHEN OLD.number <> NEW.number OR OLD.find_words <> NEW.find_words OR OLD.client_id IS NOT NEW.client_id BEGIN
  INSERT INTO find_index (find_index, rowid, words)
    SELECT 'delete', OLD.number, OLD.find_words || ' ' || coalesce((SELECT find_words FROM client WHERE id = OLD.client_id), '')
    WHERE OLD.number <= (SELECT dogs FROM find_mark);
  INSERT INTO find_index (rowid, words)
    SELECT NEW.number, NEW.find_words || ' ' || coalesce((SELECT find_words FROM client WHERE id = NEW.client_id), '')
    WHERE NEW.number <= (SELECT dogs FROM find_mark);
  UPDATE find_mark SET dogs = NEW.number WHERE NEW.number >= dogs + handful;
END;

CREATE TRIGGER find_client_insert AFTER INSERT ON client BEGIN
  INSERT INTO find_index (rowid, words)
    SELECT -NEW.number, NEW.find_words WHERE NEW.number <= (SELECT clients FROM find_mark);
  UPDATE find_mark SET clients = NEW.number WHERE NEW.number >= clients + handful;
  INSERT INTO find_index (find_index, rowid, words)
    SELECT 'delete', number, find_words || ' ' FROM dog
    WHERE client_id = NEW.id AND number <= (SELECT dogs FROM find_mark);
  INSERT INTO find_index (rowid, words)
    SELECT number, find_words || ' ' || NEW.find_words FROM dog
    WHERE client_id = NEW.id AND number <= (SELECT dogs FROM find_mark);
END;

CREATE TRIGGER find_client_delete AFTER DELETE ON client BEGIN
  INSERT INTO find_index (find_index, rowid, words)
    SELECT 'delete', -OLD.number, OLD.find_words WHERE OLD.number <= (SELECT clients FROM find_mark);
  INSERT INTO find_index (find_index, rowid, words)
    SELECT 'delete', number, find_words || ' ' || OLD.find_words FROM dog
    WHERE client_id = OLD.id AND number <= (SELECT dogs FROM find_mark);
  INSERT INTO find_index (rowid, words)
    SELECT number, find_words || ' ' FROM dog
    WHERE client_id = OLD.id AND number <= (SELECT dogs FROM find_mark);
END;

CREATE TRIGGER find_client_update AFTER UPDATE OF number, first_name, last_name, phone ON client
WHEN OLD.number <> NEW.number OR OLD.find_words <> NEW.find_words BEGIN
  INSERT INTO find_index (find_index, rowid, words)
    SELECT 'delete', -OLD.number, OLD.find_words WHERE OLD.number <= (SELECT clients FROM find_mark);
  INSERT INTO find_index (rowid, words)
    SELECT -NEW.number, NEW.find_words WHERE NEW.number <= (SELECT clients FROM find_mark);
  UPDATE find_mark SET clients = NEW.number WHERE NEW.number >= clients + handful;
  INSERT INTO find_index (find_index, rowid, words)
    SELECT 'delete', number, find_words || ' ' || OLD.find_words FROM dog
    WHERE client_id = NEW.id AND number <= (SELECT dogs FROM find_mark);
  INSERT INTO find_index (rowid, words)
    SELECT number, find_words || ' ' || NEW.find_words FROM dog
    WHERE client_id = NEW.id AND number <= (SELECT dogs FROM find_mark);
END;

CREATE TRIGGER appointment_free_insert BEFORE INSERT ON appointment
WHEN NEW.status NOT IN ('no_show', 'cancelled') AND NEW.lane IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'the groomer is taken then (E_GROOMER)') WHERE EXISTS (
    SELECT 1 FROM appointment WHERE groomer_id = NEW.groomer_id AND lane = NEW.lane AND day = NEW.day
      AND status NOT IN ('no_show', 'cancelled') AND start_min < NEW.end_min AND end_min > NEW.start_min);
  SELECT RAISE(ABORT, 'the dog is booked elsewhere then (E_DOG)') WHERE EXISTS (
    SELECT 1 FROM appointment WHERE dog_id = NEW.dog_id AND day = NEW.day AND lane IS NOT NULL
      AND status NOT IN ('no_show', 'cancelled') AND start_min < NEW.end_min AND end_min > NEW.start_min);
  SELECT RAISE(ABORT, 'the groomer has no such lane (E_LANE)')
    WHERE NEW.over_reason = '' AND NEW.lane > (SELECT lanes FROM groomer WHERE id = NEW.groomer_id)
      AND NOT EXISTS (SELECT 1 FROM intent WHERE kind IN ('undo', 'redo') AND id = coalesce((SELECT intent FROM current_intent),
      (SELECT id FROM intent WHERE id = (SELECT max(id) FROM intent) AND last_seq IS NULL)));
END;

CREATE TRIGGER appointment_free_update
BEFORE UPDATE OF dog_id, groomer_id, lane, day, start_min, end_min, status ON appointment
WHEN NEW.status NOT IN ('no_show', 'cancelled') AND NEW.lane IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'the groomer is taken then (E_GROOMER)') WHERE EXISTS (
    SELECT 1 FROM appointment WHERE groomer_id = NEW.groomer_id AND lane = NEW.lane AND day = NEW.day AND id <> OLD.id
      AND status NOT IN ('no_show', 'cancelled') AND start_min < NEW.end_min AND end_min > NEW.start_min);
  SELECT RAISE(ABORT, 'the dog is booked elsewhere then (E_DOG)') WHERE EXISTS (
    SELECT 1 FROM appointment WHERE dog_id = NEW.dog_id AND day = NEW.day AND lane IS NOT NULL AND id <> OLD.id
      AND status NOT IN ('no_show', 'cancelled') AND start_min < NEW.end_min AND end_min > NEW.start_min);
  SELECT RAISE(ABORT, 'the groomer has no such lane (E_LANE)')
    WHERE NEW.over_reason = '' AND (NEW.lane <> OLD.lane OR OLD.lane IS NULL OR NEW.groomer_id <> OLD.groomer_id)
      AND NEW.lane > (SELECT lanes FROM groomer WHERE id = NEW.groomer_id)
      AND NOT EXISTS (SELECT 1 FROM intent WHERE kind IN ('undo', 'redo') AND id = coalesce((SELECT intent FROM current_intent),
      (SELECT id FROM intent WHERE id = (SELECT max(id) FROM intent) AND last_seq IS NULL)));
END;

CREATE TRIGGER appointment_over_reason BEFORE UPDATE OF over_reason ON appointment
WHEN OLD.over_reason <> '' AND NEW.over_reason = ''
BEGIN
  SELECT RAISE(ABORT, 'a booking beyond the rules keeps its reason (E_OVER)')
    WHERE NOT EXISTS (SELECT 1 FROM intent WHERE kind IN ('undo', 'redo') AND id = coalesce((SELECT intent FROM current_intent),
      (SELECT id FROM intent WHERE id = (SELECT max(id) FROM intent) AND last_seq IS NULL)));
END;

INSERT INTO current_intent (id, intent, unfinished) VALUES (1, NULL, NULL);
INSERT INTO find_mark (id, dogs, clients, handful) VALUES (1, 0, 0, 32);
