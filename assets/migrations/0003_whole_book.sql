-- The salon's file, third edition: the whole book. Who can do what and when, what it takes and costs, which days are
-- closed, whole cards, households, series, the waiting list, and booking beyond the rules on purpose.

-- Groomers: the largest dog they take, and the most dogs a day; NULL is no limit.
ALTER TABLE groomer ADD COLUMN largest TEXT CHECK (largest IN ('small', 'medium', 'large', 'XL'));
ALTER TABLE groomer ADD COLUMN max_dogs INTEGER CHECK (max_dogs BETWEEN 1 AND 50);

-- What a groomer can do; one without a row here does everything.
CREATE TABLE skill (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  groomer_id TEXT NOT NULL REFERENCES groomer (id) ON DELETE RESTRICT,
  service_id TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  rev INTEGER NOT NULL DEFAULT 1,
  UNIQUE (groomer_id, service_id)
) STRICT;

-- The hours of one day in place of that weekday's.
CREATE TABLE exception (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  groomer_id TEXT NOT NULL REFERENCES groomer (id) ON DELETE RESTRICT,
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  kind TEXT NOT NULL CHECK (kind IN ('shift', 'break')),
  start_min INTEGER NOT NULL CHECK (start_min >= 0 AND start_min % 5 = 0),
  end_min INTEGER NOT NULL CHECK (end_min > start_min AND end_min <= 1440 AND end_min % 5 = 0),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX exception_by_day ON exception (day, groomer_id);

-- Days off, or a part of each of them.
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
CREATE INDEX time_off_by_day ON time_off (last_day, first_day);

-- Days on which the salon is closed; a yearly one counts by its day and month in every year.
CREATE TABLE closing (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  first_day TEXT NOT NULL CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  last_day TEXT NOT NULL CHECK (last_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND last_day >= first_day),
  yearly INTEGER NOT NULL DEFAULT 0 CHECK (yearly IN (0, 1)),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- How many dogs can be dropped off in a stretch of a weekday; 1 is Monday. Without a row there is no limit.
CREATE TABLE drop_off (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  start_min INTEGER NOT NULL CHECK (start_min >= 0 AND start_min % 5 = 0),
  end_min INTEGER NOT NULL CHECK (end_min > start_min AND end_min <= 1440 AND end_min % 5 = 0),
  dogs INTEGER NOT NULL CHECK (dogs BETWEEN 0 AND 99),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;

-- A service that is booked on top of another; one that needs the client's signature for a double coat.
ALTER TABLE service ADD COLUMN add_on INTEGER NOT NULL DEFAULT 0 CHECK (add_on IN (0, 1));
ALTER TABLE service ADD COLUMN needs_waiver INTEGER NOT NULL DEFAULT 0 CHECK (needs_waiver IN (0, 1));

-- What a service takes and costs by size and coat from a day on; NULL is any. What fits closest counts, size before
-- coat, then the newest; where none fits, the service's own minutes and price.
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
CREATE INDEX rate_by_service ON rate (service_id, valid_from);

-- What this dog takes and pays for a service whatever the list says; NULL is as listed.
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

ALTER TABLE client ADD COLUMN emergency TEXT NOT NULL DEFAULT '' CHECK (length(emergency) <= 120);
ALTER TABLE client ADD COLUMN pick_up TEXT NOT NULL DEFAULT '' CHECK (length(pick_up) <= 200);
ALTER TABLE client ADD COLUMN deposit_cents INTEGER NOT NULL DEFAULT 0 CHECK (deposit_cents BETWEEN 0 AND 10000000);
ALTER TABLE client ADD COLUMN owes_cents INTEGER NOT NULL DEFAULT 0 CHECK (owes_cents BETWEEN 0 AND 10000000);
-- Why nobody should book for them any more; empty for everybody else.
ALTER TABLE client ADD COLUMN do_not_book TEXT NOT NULL DEFAULT '' CHECK (length(do_not_book) <= 200);

ALTER TABLE dog ADD COLUMN coat TEXT CHECK (coat IN ('short', 'double', 'long', 'curly', 'wire'));
ALTER TABLE dog ADD COLUMN medication TEXT NOT NULL DEFAULT '' CHECK (length(medication) <= 200);
ALTER TABLE dog ADD COLUMN vet TEXT NOT NULL DEFAULT '' CHECK (length(vet) <= 120);
-- The day on which the client signed that a double coat may be shaved.
ALTER TABLE dog ADD COLUMN waiver TEXT CHECK (waiver GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');
-- How many weeks lie between two visits; NULL is as usual for the breed.
ALTER TABLE dog ADD COLUMN rebook_weeks INTEGER CHECK (rebook_weeks BETWEEN 1 AND 52);
ALTER TABLE dog ADD COLUMN do_not_book TEXT NOT NULL DEFAULT '' CHECK (length(do_not_book) <= 200);

CREATE TABLE weight (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  dog_id TEXT NOT NULL REFERENCES dog (id) ON DELETE RESTRICT,
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  grams INTEGER NOT NULL CHECK (grams BETWEEN 100 AND 150000),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX weight_by_dog ON weight (dog_id, day);

-- Vaccines, and how long each lasts: the first time, and every time after that; from which age on it counts.
CREATE TABLE vaccine (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  first_months INTEGER NOT NULL CHECK (first_months BETWEEN 1 AND 60),
  later_months INTEGER NOT NULL CHECK (later_months BETWEEN 1 AND 60),
  from_weeks INTEGER NOT NULL DEFAULT 0 CHECK (from_weeks BETWEEN 0 AND 104),
  position INTEGER NOT NULL DEFAULT 1,
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;
-- Which service asks for which vaccine (NULL is every service), and whether it is refused without.
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
CREATE INDEX vaccination_by_dog ON vaccination (dog_id, vaccine_id, until);
CREATE INDEX vaccination_by_vaccine ON vaccination (vaccine_id, until);
-- A salon of an older edition gets the vaccines that every new one starts with. dog.vaccine_until was the rabies date: its
-- home is here from now on, and that column is read no more. Written into the journal as any change.
INSERT INTO vaccine (id, name, first_months, later_months, from_weeks, position)
  SELECT column1, column2, column3, column4, column5, column6 FROM (VALUES
    ('00000000-0000-7000-8000-00000000a001', 'Rabies', 12, 36, 12, 1),
    ('00000000-0000-7000-8000-00000000a002', 'DHPP', 12, 36, 16, 2),
    ('00000000-0000-7000-8000-00000000a003', 'Bordetella', 12, 12, 16, 3)) WHERE EXISTS (SELECT 1 FROM salon);
INSERT INTO vaccine_need (id, vaccine_id)
  SELECT '00000000-0000-7000-8000-00000000b001', id FROM vaccine WHERE position = 1;
INSERT INTO vaccination (id, dog_id, vaccine_id, until)
  SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8'
    || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))), id, '00000000-0000-7000-8000-00000000a001', vaccine_until
  FROM dog WHERE vaccine_until IS NOT NULL ORDER BY number;
INSERT INTO intent (at, actor, kind, label, root, first_seq, last_seq)
  SELECT strftime('%Y-%m-%dT%H:%M:%S', 'now'), '(set-up)', 'edit', 'Gave every vaccine a line of its own',
    coalesce((SELECT max(id) FROM intent), 0) + 1, coalesce((SELECT max(seq) FROM change), 0) + 1,
    coalesce((SELECT max(seq) FROM change), 0) + (SELECT count(*) FROM vaccine) + (SELECT count(*) FROM vaccine_need)
      + (SELECT count(*) FROM vaccination)
  WHERE EXISTS (SELECT 1 FROM salon);
INSERT INTO change (intent, tbl, row_id, op, after)
  SELECT (SELECT max(id) FROM intent), 'vaccine', id, 'insert', json_object('id', id, 'name', name, 'first_months', first_months,
    'later_months', later_months, 'from_weeks', from_weeks) FROM vaccine WHERE position = 1;
INSERT INTO change (intent, tbl, row_id, op, after)
  SELECT (SELECT max(id) FROM intent), 'vaccine', id, 'insert', json_object('id', id, 'name', name, 'first_months', first_months,
    'later_months', later_months, 'from_weeks', from_weeks, 'position', position) FROM vaccine WHERE position > 1;
INSERT INTO change (intent, tbl, row_id, op, after)
  SELECT (SELECT max(id) FROM intent), 'vaccine_need', id, 'insert', json_object('id', id, 'vaccine_id', vaccine_id)
  FROM vaccine_need;
INSERT INTO change (intent, tbl, row_id, op, after)
  SELECT (SELECT max(id) FROM intent), 'vaccination', id, 'insert', json_object('id', id, 'dog_id', dog_id, 'vaccine_id', vaccine_id,
    'until', until) FROM vaccination;

-- One booking every so many weeks.
CREATE TABLE series (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  dog_id TEXT NOT NULL REFERENCES dog (id) ON DELETE RESTRICT,
  weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 52),
  rev INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX series_by_dog ON series (dog_id);

-- Appointments take four more columns and lanes beyond a groomer's own, which only a new table can have.
DROP TRIGGER appointment_free_insert;
DROP TRIGGER appointment_free_update;
-- lane NULL: lifted out of the book for a moment, while several appointments change places.
CREATE TABLE appointment_new (
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
INSERT INTO appointment_new (id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status, price_cents,
    cancel_reason, note, confirmed_at, arrived_at, started_at, ready_at, gone_at, closed_at, rev)
  SELECT id, dog_id, groomer_id, service_id, lane, day, start_min, end_min, pickup_min, status, price_cents,
    cancel_reason, note, confirmed_at, arrived_at, started_at, ready_at, gone_at, closed_at, rev
  FROM appointment ORDER BY rowid;
DROP TABLE appointment;
ALTER TABLE appointment_new RENAME TO appointment;
CREATE INDEX appointment_by_day ON appointment (day, start_min);
CREATE INDEX appointment_by_dog ON appointment (dog_id, day, start_min);
CREATE INDEX appointment_by_lane ON appointment (groomer_id, day, lane, start_min, end_min)
  WHERE status NOT IN ('no_show', 'cancelled');
CREATE INDEX appointment_no_show ON appointment (dog_id) WHERE status = 'no_show';
CREATE INDEX appointment_by_visit ON appointment (visit_id) WHERE visit_id IS NOT NULL;
CREATE INDEX appointment_by_series ON appointment (series_id, day) WHERE series_id IS NOT NULL;

-- What is done on top of the service; an appointment's minutes and price have it in them.
CREATE TABLE appointment_add_on (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  appointment_id TEXT NOT NULL REFERENCES appointment (id) ON DELETE RESTRICT,
  service_id TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 0 AND 720 AND minutes % 5 = 0),
  price_cents INTEGER NOT NULL CHECK (price_cents BETWEEN 0 AND 10000000),
  rev INTEGER NOT NULL DEFAULT 1,
  UNIQUE (appointment_id, service_id)
) STRICT;

-- What was done and found; minutes and price only where they were not as planned.
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

-- Who waits for a time, and what would do. With an appointment: it is to come sooner, or its groomer is away and the client
-- has to be called (call = 1).
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
CREATE INDEX waitlist_waiting ON waitlist (asked_at) WHERE state = 'waiting';
CREATE INDEX waitlist_by_dog ON waitlist (dog_id);
CREATE INDEX waitlist_by_appointment ON waitlist (appointment_id) WHERE appointment_id IS NOT NULL;

-- A time that was offered to somebody who waits, and what they said.
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
CREATE INDEX offer_by_waitlist ON offer (waitlist_id, at);

-- No double booking, whoever writes: a groomer's lane and a dog are in one place at a time. Beyond the groomer's own lanes
-- only with a reason. A groomer who takes fewer dogs at once keeps what was booked before; so taking something back may
-- bring such a booking to where it was.
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
-- A reason for booking beyond the rules stands for ever; only taking back the edit that wrote it takes it away.
CREATE TRIGGER appointment_over_reason BEFORE UPDATE OF over_reason ON appointment
WHEN OLD.over_reason <> '' AND NEW.over_reason = ''
BEGIN
  SELECT RAISE(ABORT, 'a booking beyond the rules keeps its reason (E_OVER)')
    WHERE NOT EXISTS (SELECT 1 FROM intent WHERE kind IN ('undo', 'redo') AND id = coalesce((SELECT intent FROM current_intent),
      (SELECT id FROM intent WHERE id = (SELECT max(id) FROM intent) AND last_seq IS NULL)));
END;
