//! Where copies of the salon go: a folder on another disk, and a command that takes them to another place.

use std::path::Path;

use super::entry::{Entry, Kind};
use super::form::Form;
use super::record::{Record, RecordForm};
use crate::backup::{adopt, approve, line_of, words_of};
use crate::domain::salon::Salon;
use crate::store::{Edit, Result};
use crate::tui::component::{Cx, Effect};

const SECOND: &str = "Second folder";
const OFF_SITE: &str = "Off-site";

/// Where copies go.
#[derive(Default)]
pub struct CopiesRecord {
    salon: Option<Salon>,
}

/// A form on where copies go.
pub type CopiesForm = RecordForm<CopiesRecord>;

impl CopiesForm {
    /// The places as they are set.
    #[must_use]
    pub fn of_salon() -> Self {
        Self::on(CopiesRecord { salon: None })
    }
}

impl Record for CopiesRecord {
    fn keeps(&self) -> String {
        "copies".to_owned()
    }

    fn row_id(&self) -> String {
        "salon".to_owned()
    }

    fn title(&self) -> String {
        "Where copies go".to_owned()
    }

    fn is_new(&self) -> bool {
        false
    }

    fn read(&mut self, cx: &Cx) -> Result<Option<Vec<Entry>>> {
        let salon = self.salon.insert(cx.salon.clone());
        Ok(Some(vec![
            Entry::new(SECOND, Kind::Text(400), &salon.second_folder)
                .hint("A folder on another disk or stick that is connected now; empty for none"),
            Entry::new(OFF_SITE, Kind::Text(1_000), &line_of(&salon.off_site))
                .hint("A command such as rclone copyto {} away:salon.db; {} is the backup"),
        ]))
    }

    fn save(&mut self, form: &mut Form, cx: &Cx) -> Result<Effect> {
        let Some(mut salon) = self.salon.clone() else {
            return Ok(Effect::None);
        };
        let folder = form.value(SECOND);
        if folder.is_empty() {
            salon.second_folder = folder;
        } else if folder != salon.second_folder {
            match adopt(cx.store, Path::new(&folder)) {
                Ok(real) => salon.second_folder = real.display().to_string(),
                Err(error) => {
                    form.wrong(SECOND, &error.to_string());
                    return Ok(Effect::None);
                }
            }
        }
        // Agreed to again, even when it stays: somebody else may have set it.
        let words = words_of(&form.value(OFF_SITE)).and_then(|words| {
            approve(cx.store.path(), &words).map_err(|error| error.to_string())?;
            Ok(words)
        });
        match words {
            Ok(words) => salon.off_site = words,
            Err(why) => {
                form.wrong(OFF_SITE, &why);
                return Ok(Effect::None);
            }
        }
        Ok(Effect::Apply(Edit::Salon(salon)))
    }
}
