//! The columns a file of dogs may have, and the names they go by.

use crate::domain::text::fold;

/// What a column tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The dog's id.
    Id,
    /// A name that is the dog's or, beside a column for the dog, the client's.
    Name,
    /// A first name that is the dog's or, beside a column for the dog, the client's.
    FirstName,
    /// A last name that is the dog's or, beside a column for the dog, the client's.
    LastName,
    /// The dog's name, surely.
    DogName,
    /// The dog's last name, surely.
    DogLastName,
    /// Age in whole years.
    Age,
    /// Sex.
    Sex,
    /// Temperament.
    Temperament,
    /// Breed.
    Breed,
    /// The day the dog was born.
    Birth,
    /// The number of the chip.
    Chip,
    /// Allergies.
    Allergies,
    /// The day the rabies vaccine runs out.
    VaccineUntil,
    /// Coat.
    Coat,
    /// Size class.
    Size,
    /// What it takes and when.
    Medication,
    /// Its vet.
    Vet,
    /// Whom to call when the client cannot be reached.
    Emergency,
    /// Who else may pick the dog up.
    PickUp,
    /// Anything worth knowing; several such columns are joined.
    Note,
    /// The client's whole name.
    Owner,
    /// The client's first name.
    OwnerFirst,
    /// The client's family name.
    OwnerLast,
    /// The client's phone number; of several the first that is filled.
    Phone,
    /// The client's mail address; of several the first that is filled.
    Email,
}

/// The names each column goes by, in small letters without accents, spaces and marks.
#[rustfmt::skip] // a table reads better wide
const NAMES: [(Column, &[&str]); 26] = [
    (Column::Id, &["id", "uuid", "dogid"]),
    (Column::Name, &["name", "fullname", "nome", "nombre", "nom"]),
    (Column::FirstName, &["firstname", "first", "givenname"]),
    (Column::LastName, &["lastname", "last", "surname", "familyname", "apelido", "apellido"]),
    (Column::DogName, &["dog", "dogs", "dogname", "dogsname", "nameofdog", "nameofthedog", "dogfirstname", "pet", "petname", "petsname", "cao", "nomedocao", "perro", "chien", "hund", "hundename"]),
    (Column::DogLastName, &["doglastname", "dogsurname", "dogfamilyname", "petlastname"]),
    (Column::Age, &["age", "ageyears", "ageinyears", "years", "dogage", "idade", "edad", "alter"]),
    (Column::Sex, &["sex", "gender", "dogsex"]),
    (Column::Temperament, &["temperament", "temper", "dogtemperament"]),
    (Column::Breed, &["breed", "breedmix", "dogbreed", "raca", "raza", "race", "rasse"]),
    (Column::Birth, &["birthday", "birthdate", "birth", "dateofbirth", "dob", "born", "dogbirthday", "nascimento", "geburtstag"]),
    (Column::Chip, &["chip", "chipno", "chipnumber", "chipid", "microchip", "microchipno", "microchipnumber"]),
    (Column::Allergies, &["allergies", "allergy", "alergias"]),
    (Column::VaccineUntil, &["vaccineuntil", "vaccinatedto", "vaccinateduntil", "vaccineexpiry", "vaccineexpires", "rabiesuntil", "rabiesexpiry"]),
    (Column::Coat, &["coat", "coattype", "dogcoat", "fur", "pelo", "fell", "pelage"]),
    (Column::Size, &["size", "sizeclass", "dogsize", "tamanho", "tamano", "grosse", "taille"]),
    (Column::Medication, &["medication", "medications", "medicine", "medicines", "meds", "medicacao", "medicacion"]),
    (Column::Vet, &["vet", "vetname", "veterinarian", "veterinary", "vetclinic", "vetpractice", "veterinario", "tierarzt", "veterinaire"]),
    (Column::Emergency, &["emergency", "emergencycontact", "incaseofemergency", "emergencyphone"]),
    (Column::PickUp, &["pickup", "maypickup", "authorizedpickup", "authorisedpickup", "pickupby"]),
    (Column::Note, &["note", "notes", "comment", "comments", "remark", "remarks", "notas", "observacoes"]),
    (Column::Owner, &["owner", "ownername", "ownersname", "client", "clientname", "customer", "customername", "dono", "cliente", "dueno", "besitzer", "proprietaire"]),
    (Column::OwnerFirst, &["ownerfirstname", "ownerfirst", "clientfirstname", "customerfirstname"]),
    (Column::OwnerLast, &["ownerlastname", "ownerlast", "ownersurname", "clientlastname", "clientsurname", "customerlastname"]),
    (Column::Phone, &["phone", "phonenumber", "phoneno", "telephone", "telephonenumber", "tel", "mobile", "mobilephone", "mobilenumber", "cell", "cellphone", "ownerphone", "clientphone", "customerphone", "telefone", "telemovel", "telefono", "telefon"]),
    (Column::Email, &["email", "emailaddress", "mail", "mailaddress", "owneremail", "clientemail", "customeremail", "correio"]),
];

/// What a column of this name tells, if the desk knows it.
pub(super) fn meaning(cell: &str) -> Option<Column> {
    let wanted = folded(cell);
    NAMES
        .iter()
        .find(|(_, names)| names.contains(&wanted.as_str()))
        .map(|(column, _)| *column)
}

/// Small letters and digits only, accents dropped.
pub(super) fn folded(cell: &str) -> String {
    fold(cell)
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}
