-- The salon's file, second edition: what a call holds, what is half typed, and where copies go and what became of them.

-- A folder on another disk, and a command with its words as a JSON list; empty when there is none.
ALTER TABLE salon ADD COLUMN second_folder TEXT NOT NULL DEFAULT '' CHECK (length(second_folder) <= 400);
ALTER TABLE salon ADD COLUMN off_site TEXT NOT NULL DEFAULT '' CHECK (length(off_site) <= 2000);

-- The tables below are the program's own books, not the salon's: they are not journaled, and nobody's undo reaches them.

-- A time that somebody is talking about on the phone. It warns other desks, it never refuses; it ends by itself.
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
CREATE INDEX hold_by_day ON hold (day);

-- What somebody has half typed: kept while they type, so that a hang-up loses nothing; or put aside to be gone on with.
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
CREATE INDEX draft_by_actor ON draft (actor, at);

-- What became of copies: made, brought to the second folder, sent off, rehearsed, brought back.
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
CREATE INDEX backup_log_by_backup ON backup_log (backup, id);
CREATE INDEX backup_log_by_kind ON backup_log (kind, id);

-- A groomer who takes fewer dogs at once keeps what was booked before; so taking something back may bring such a booking
-- to where it was. Two dogs in one lane at a time are refused as ever.
DROP TRIGGER appointment_free_insert;
DROP TRIGGER appointment_free_update;
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
    WHERE NEW.lane > (SELECT lanes FROM groomer WHERE id = NEW.groomer_id)
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
    WHERE (NEW.lane <> OLD.lane OR OLD.lane IS NULL OR NEW.groomer_id <> OLD.groomer_id)
      AND NEW.lane > (SELECT lanes FROM groomer WHERE id = NEW.groomer_id)
      AND NOT EXISTS (SELECT 1 FROM intent WHERE kind IN ('undo', 'redo') AND id = coalesce((SELECT intent FROM current_intent),
      (SELECT id FROM intent WHERE id = (SELECT max(id) FROM intent) AND last_seq IS NULL)));
END;
