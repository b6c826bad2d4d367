-- The salon's file, first edition. Only what SQLite 3.40 understands: any shell can read and mend it.
-- Days are 'YYYY-MM-DD' and times are minutes since midnight, both on the salon's own wall clock.

CREATE TABLE salon (
  id TEXT PRIMARY KEY NOT NULL CHECK (id = 'salon'),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  zone TEXT NOT NULL CHECK (length(zone) BETWEEN 1 AND 60),
  opens_min INTEGER NOT NULL CHECK (opens_min BETWEEN 0 AND 1435),
  closes_min INTEGER NOT NULL CHECK (closes_min > opens_min AND closes_min <= 1440),
  currency TEXT NOT NULL DEFAULT 'euros' CHECK (length(currency) <= 20),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

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
    || ' ' || phone_digits || ' ' || substr(phone_digits, -7) || ' ' || substr(phone_digits, -4)) VIRTUAL,
  CHECK (first_name <> '' OR last_name <> '')
) STRICT;
CREATE INDEX client_by_name ON client (name_order, id);

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
  vaccine_until TEXT CHECK (vaccine_until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  chip TEXT NOT NULL DEFAULT '' CHECK (length(chip) <= 30),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 500),
  rev INTEGER NOT NULL DEFAULT 1,
  name_order TEXT AS (lower(first_name || ' ' || last_name)) VIRTUAL,
  find_words TEXT AS (replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    replace(replace(replace(replace(replace(replace(replace(replace(first_name || ' ' || last_name || ' ' || breed, 'ð', 'd'), 'Ð', 'd'), 'þ', 'th'), 'Þ', 'th'), 'ħ', 'h'), 'Ħ', 'h'), 'ŧ', 't'), 'Ŧ', 't'),
    'ł', 'l'), 'Ł', 'l'), 'ø', 'o'), 'Ø', 'o'), 'đ', 'd'), 'Đ', 'd'),
    'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'ı', 'i')
    || ' ' || replace(chip, ' ', '') || ' ' || substr(chip, -4)) VIRTUAL
) STRICT;
CREATE INDEX dog_by_name ON dog (name_order, id);
CREATE INDEX dog_by_client ON dog (client_id) WHERE client_id IS NOT NULL;

CREATE TABLE groomer (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  lanes INTEGER NOT NULL DEFAULT 1 CHECK (lanes BETWEEN 1 AND 4),
  position INTEGER NOT NULL DEFAULT 1,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Weekly working time; weekday 1 is Monday.
CREATE TABLE shift (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  groomer_id TEXT NOT NULL REFERENCES groomer (id) ON DELETE RESTRICT,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  start_min INTEGER NOT NULL CHECK (start_min >= 0 AND start_min % 5 = 0),
  end_min INTEGER NOT NULL CHECK (end_min > start_min AND end_min <= 1440 AND end_min % 5 = 0),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX shift_by_groomer ON shift (groomer_id, weekday, start_min);

CREATE TABLE break (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  groomer_id TEXT NOT NULL REFERENCES groomer (id) ON DELETE RESTRICT,
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  start_min INTEGER NOT NULL CHECK (start_min >= 0 AND start_min % 5 = 0),
  end_min INTEGER NOT NULL CHECK (end_min > start_min AND end_min <= 1440 AND end_min % 5 = 0),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX break_by_groomer ON break (groomer_id, weekday, start_min);

CREATE TABLE service (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 720 AND minutes % 5 = 0),
  stay_minutes INTEGER NOT NULL CHECK (stay_minutes >= minutes AND stay_minutes <= 1435),
  price_cents INTEGER NOT NULL DEFAULT 0 CHECK (price_cents BETWEEN 0 AND 10000000),
  position INTEGER NOT NULL DEFAULT 1,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- lane NULL: lifted out of the book for a moment, while several appointments change places.
CREATE TABLE appointment (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  dog_id TEXT NOT NULL REFERENCES dog (id) ON DELETE RESTRICT,
  groomer_id TEXT NOT NULL REFERENCES groomer (id) ON DELETE RESTRICT,
  service_id TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  lane INTEGER CHECK (lane BETWEEN 1 AND 4),
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
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX appointment_by_day ON appointment (day, start_min);
CREATE INDEX appointment_by_dog ON appointment (dog_id, day, start_min);
CREATE INDEX appointment_by_lane ON appointment (groomer_id, lane, day, start_min, end_min)
  WHERE status NOT IN ('no_show', 'cancelled');
CREATE INDEX appointment_no_show ON appointment (dog_id) WHERE status = 'no_show';

-- No double booking, whoever writes: a groomer's lane and a dog are in one place at a time.
CREATE TRIGGER appointment_free_insert BEFORE INSERT ON appointment
WHEN NEW.status NOT IN ('no_show', 'cancelled') AND NEW.lane IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'the groomer is taken then (E_GROOMER)') WHERE EXISTS (
    SELECT 1 FROM appointment WHERE groomer_id = NEW.groomer_id AND lane = NEW.lane AND day = NEW.day
      AND status NOT IN ('no_show', 'cancelled') AND start_min < NEW.end_min AND end_min > NEW.start_min);
  SELECT RAISE(ABORT, 'the dog is booked elsewhere then (E_DOG)') WHERE EXISTS (
    SELECT 1 FROM appointment WHERE dog_id = NEW.dog_id AND day = NEW.day AND lane IS NOT NULL
      AND status NOT IN ('no_show', 'cancelled') AND start_min < NEW.end_min AND end_min > NEW.start_min);
  SELECT RAISE(ABORT, 'the groomer has no such lane (E_LANE)') WHERE NEW.lane > (
    SELECT lanes FROM groomer WHERE id = NEW.groomer_id);
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
    WHERE (NEW.lane <> OLD.lane OR OLD.lane IS NULL OR NEW.groomer_id <> OLD.groomer_id)
      AND NEW.lane > (SELECT lanes FROM groomer WHERE id = NEW.groomer_id);
END;

-- The journal. An intent is one thing a person asked for; a change is one row it touched. Neither is ever deleted, so
-- their numbers are never used again.
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
CREATE INDEX change_by_row ON change (row_id, seq);
CREATE TRIGGER change_stands_update BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten (E_JOURNAL)'); END;
CREATE TRIGGER change_stands_delete BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten (E_JOURNAL)'); END;
CREATE TRIGGER intent_stands_delete BEFORE DELETE ON intent
BEGIN SELECT RAISE(ABORT, 'the journal is never rewritten (E_JOURNAL)'); END;

-- Which intent of many transactions the running one belongs to; where it is NULL, the newest intent of which the last
-- number is NULL; else somebody writes from outside PomSalon. And which work of many transactions is under way; it
-- stays here when a crash cuts that off.
CREATE TABLE current_intent (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  intent INTEGER REFERENCES intent (id),
  unfinished INTEGER REFERENCES intent (id)
) STRICT;
INSERT INTO current_intent (id, intent, unfinished) VALUES (1, NULL, NULL);

-- Find: one document a dog (its number) with its client's words, and one a client (minus its number).
CREATE VIRTUAL TABLE find_index USING fts5 (
  words, content = '', columnsize = 0, detail = none, prefix = '1 2 3 4 5 6 7', tokenize = 'unicode61 remove_diacritics 2'
);
-- The index holds the rows up to these numbers, and takes the newer ones in by the handful: one at a time, each would
-- cost its save more pages than all the rest of it. Find reads those few rows themselves.
CREATE TABLE find_mark (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  dogs INTEGER NOT NULL,
  clients INTEGER NOT NULL,
  handful INTEGER NOT NULL
) STRICT;
INSERT INTO find_mark (id, dogs, clients, handful) VALUES (1, 0, 0, 32);
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
-- A shell without foreign keys may take a client away from its dogs and bring it back: their documents follow.
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

-- Find forgives: every word of a name, and the same with one letter left out, leads to the word.
CREATE TABLE spelling (
  variant TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (variant, word)
) WITHOUT ROWID, STRICT;
