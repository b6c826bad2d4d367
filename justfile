# The usual tasks; `just` lists them. Each is one plain command that also works without just.

_list:
    @just --list --unsorted

# Open the desk on a made-up salon
demo:
    cargo run --release -- demo

# Run every test
test:
    cargo test

# Check everything that must hold before a change is taken in
check:
    .ci/run

# Run the stories of faults for hours, or `just soak 10` for about ten minutes, and print their figures
soak minutes="":
    POMSALON_SOAK_MINUTES={{minutes}} .ci/soak

# Make the generated pages and pictures again
assets: keys schema pictures

# Write assets/keys.md from the key table
keys:
    POMSALON_WRITE_ASSETS=1 cargo test --quiet --lib key_page

# Write assets/schema.sql from the migrations
schema:
    POMSALON_WRITE_ASSETS=1 cargo test --quiet --lib the_steps_lead_to

# Draw assets/pictures from the running program
pictures:
    cargo run --quiet --example pictures

# Measure the founding benchmark on this machine
bench:
    cargo run --release -- bench inserts
    cargo run --release -- bench mixed
    cargo bench

# Check licences, duplicates and sources of what the program is built from (needs cargo-deny)
deny:
    cargo deny check licenses bans sources
