//! What was done at a visit, and what was found.

use super::id::{AppointmentId, RecordId};
use super::money::Cents;

/// What was done and found at an appointment.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct VisitRecord {
    /// The row's id.
    pub id: RecordId,
    /// Which appointment.
    pub appointment_id: AppointmentId,
    /// Blades and combs: `4F body, 7F feet`.
    pub blade: String,
    /// The style: `round head, teddy legs`.
    pub style: String,
    /// What was used.
    pub products: String,
    /// What was found on the dog.
    pub findings: String,
    /// What went wrong.
    pub incident: String,
    /// Minutes it really took, where it was not as planned.
    pub minutes: Option<i64>,
    /// The price, where it was not as planned.
    pub price_cents: Option<Cents>,
    /// Raised at each edit.
    pub rev: i64,
}

impl VisitRecord {
    /// A record with nothing in it yet.
    #[must_use]
    pub fn blank(appointment_id: AppointmentId) -> Self {
        Self {
            id: RecordId::new(),
            appointment_id,
            blade: String::new(),
            style: String::new(),
            products: String::new(),
            findings: String::new(),
            incident: String::new(),
            minutes: None,
            price_cents: None,
            rev: 1,
        }
    }

    /// How it was done, to be done again: `4F body, round head; oatmeal`. Empty when nobody wrote that.
    #[must_use]
    pub fn how(&self) -> String {
        let cut = [self.blade.as_str(), self.style.as_str()];
        let cut: Vec<&str> = cut.into_iter().filter(|part| !part.is_empty()).collect();
        let parts = [cut.join(", "), self.products.clone()];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_it_was_done_leaves_out_what_nobody_wrote() {
        let record = VisitRecord {
            blade: "4F body".to_owned(),
            style: "round head".to_owned(),
            products: "oatmeal".to_owned(),
            ..VisitRecord::blank(AppointmentId::new())
        };
        assert_eq!(record.how(), "4F body, round head; oatmeal");
        let record = VisitRecord {
            blade: String::new(),
            style: String::new(),
            ..record
        };
        assert_eq!(record.how(), "oatmeal");
    }
}
