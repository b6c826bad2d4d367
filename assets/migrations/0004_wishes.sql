-- The salon's file, fourth edition: what is done on top of the work somebody waits for is rows, no longer words in a note;
-- and a dog's one vaccine date, which nobody reads since each vaccine has a line of its own, is gone.

-- What somebody who waits wishes on top; what it takes and costs the list says on the day of the appointment.
CREATE TABLE waitlist_add_on (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) = 36),
  waitlist_id TEXT NOT NULL REFERENCES waitlist (id) ON DELETE RESTRICT,
  service_id TEXT NOT NULL REFERENCES service (id) ON DELETE RESTRICT,
  rev INTEGER NOT NULL DEFAULT 1,
  UNIQUE (waitlist_id, service_id)
) STRICT;

-- The notes said `with Teeth + Nails; comes with Max`. Read name by name, of two that begin alike the longer one. A note with
-- a name that nothing on the list has stays whole, for people to read.
CREATE VIEW wish_part AS
WITH RECURSIVE part (waitlist_id, service_id, rest, remark) AS (
  SELECT id, NULL, substr(note, 6), NULL FROM waitlist WHERE substr(note, 1, 5) = 'with '
  UNION ALL
  SELECT p.waitlist_id, s.id,
    CASE WHEN substr(p.rest, length(s.name) + 1, 3) = ' + ' THEN substr(p.rest, length(s.name) + 4) END,
    CASE WHEN p.rest = s.name THEN ''
      WHEN substr(p.rest, length(s.name) + 1, 2) = '; ' THEN substr(p.rest, length(s.name) + 3) END
  FROM part AS p JOIN service AS s ON s.id = (
    SELECT id FROM service WHERE add_on = 1 AND (p.rest = name OR substr(p.rest, 1, length(name) + 3) = name || ' + '
        OR substr(p.rest, 1, length(name) + 2) = name || '; ')
      ORDER BY length(name) DESC, position, name, id LIMIT 1)
  WHERE p.rest IS NOT NULL
)
SELECT waitlist_id, service_id, remark FROM part WHERE service_id IS NOT NULL;

INSERT INTO waitlist_add_on (id, waitlist_id, service_id)
  SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8'
    || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))), waitlist_id, service_id
  FROM (SELECT DISTINCT waitlist_id, service_id FROM wish_part
    WHERE waitlist_id IN (SELECT waitlist_id FROM wish_part WHERE remark IS NOT NULL));

-- Written into the journal as any change. The intent is open until all is told: the journal's own rule for notes, which a file
-- of the third edition has already, finds it.
INSERT INTO intent (at, actor, kind, label, root, first_seq)
  SELECT strftime('%Y-%m-%dT%H:%M:%S', 'now'), '(set-up)', 'edit', 'Gave what is wished on top lines of its own',
    coalesce((SELECT max(id) FROM intent), 0) + 1, coalesce((SELECT max(seq) FROM change), 0) + 1
  WHERE EXISTS (SELECT 1 FROM waitlist_add_on);
UPDATE waitlist
  SET note = (SELECT p.remark FROM wish_part AS p WHERE p.waitlist_id = waitlist.id AND p.remark IS NOT NULL), rev = rev + 1
  WHERE id IN (SELECT waitlist_id FROM waitlist_add_on);
INSERT INTO change (intent, tbl, row_id, op, after)
  SELECT (SELECT max(id) FROM intent), 'waitlist_add_on', id, 'insert',
    json_object('id', id, 'waitlist_id', waitlist_id, 'service_id', service_id)
  FROM waitlist_add_on ORDER BY rowid;
UPDATE intent SET last_seq = (SELECT max(seq) FROM change)
  WHERE id = (SELECT max(id) FROM intent) AND EXISTS (SELECT 1 FROM waitlist_add_on);
DROP VIEW wish_part;

-- The journal's rules for dogs speak of the column; they are made anew behind the last step. A new file has none yet.
DROP TRIGGER IF EXISTS journal_dog_insert;
DROP TRIGGER IF EXISTS journal_dog_update;
DROP TRIGGER IF EXISTS journal_dog_delete;
ALTER TABLE dog DROP COLUMN vaccine_until;
