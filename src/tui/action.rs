//! Everything a key can do, by name and in words. The keys themselves stand in `keymap`.

macro_rules! actions {
    ($($name:ident $words:literal $help:literal)*) => {
        /// One thing a key can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $(#[doc = $help] $name,)*
        }

        impl Action {
            /// Every action, in the order of the help.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The word in the footer: as short as it can be.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }

            /// The sentence in the help.
            #[must_use]
            pub const fn help(self) -> &'static str {
                match self { $(Self::$name => $help,)* }
            }
        }
    };
}

actions! {
    Find "find" "Finds a dog or client by name, phone tail, breed or chip"
    Book "book" "Books an appointment: dog, then time"
    Again "again" "Books the dog again, as many weeks on as it usually comes"
    StepForward "next step" "One step forward: arrived, in work, ready, gone"
    StepBack "step back" "Takes the appointment one step back"
    Confirm "confirmed" "Notes that the client said again that they come"
    Move "move" "Moves the appointment to another time, day or groomer"
    Series "series" "Books the same every so many weeks, after a look at each day"
    LeaveOut "leave out" "Leaves this line out, or takes it in again"
    OnlyThis "only this" "Selects this one appointment of the series; Enter changes it"
    ThisAndLater "this and later" "Selects this appointment of the series and those after it; Enter changes them"
    AllOfThem "all" "Selects all appointments of the series that are still to come; Enter changes them"
    Resize "length" "Changes how long the appointment takes"
    Cancel "cancel" "Calls the appointment off, with a reason"
    NoShow "no-show" "Notes that the dog did not come"
    Declined "declined" "Notes that they do not want the time that was offered"
    NoAnswer "no answer" "Notes that nobody answered the call"
    Withdraw "take off" "Takes who is selected off the waiting list"
    SickDay "off or ill" "A groomer is off or ill: another place for each of their dogs"
    CallList "call list" "Calls the appointment off and puts the client on the call list"
    LeaveAll "leave all there" "Leaves everybody where they are, to be sorted out later"
    FindPlaces "other places" "Finds another place for everybody who is booked while the salon is closed, or puts them on the call list"
    Undo "undo" "Takes back the last change you made"
    Redo "redo" "Brings back what you took back"
    History "history" "Shows who changed what and when; takes any of it back"
    AsItStood "as it stood" "Shows this day as it stood earlier, back to any change or time"
    Waiting "go on" "Goes on with what you put aside or left half typed"
    ThrowAway "throw away" "Throws away what was typed, after a question"
    WithDogs "one more dog" "The client's other dogs too: side by side or in turn"
    PutAside "put aside" "Puts this aside as it is, to go on with it later"
    More "more" "Shows what else: why not, anyway with a reason, a series"
    TakeBack "take back" "Takes this one entry back, or brings back what was taken back"
    Earlier "earlier" "Goes to the change before"
    Later "later" "Goes to the change after"
    OpenDog "dog card" "Opens the dog's card"
    OpenClient "client card" "Opens the client's card"
    Edit "edit" "Changes what is selected"
    New "new" "Adds a new one to this list"
    Remove "remove" "Takes the selected line out, after a question"
    DaysOff "days" "Shows when the groomer is off or works other hours"
    OwnHours "hours of a day" "Gives the groomer other hours on one day"
    Skills "can do" "Ticks which services the groomer can do"
    Tick "tick" "Ticks the line, or takes its tick away"
    TickAll "all or none" "Ticks all lines; when all are ticked, none"
    NewDog "new dog" "Adds a dog of this client"
    Prices "prices" "Shows what a service takes and costs by size and coat"
    OwnPrices "own price" "Shows what this dog takes and pays; a price of its own"
    WriteVisit "visit" "Writes down what was done: blade, style, products, findings"
    Vaccines "vaccines" "Shows vaccines: of a dog with their last days, or the rules"
    Outliving "outlives" "Lists the bookings that outlive a vaccine their work asks for"
    Signed "signed" "Notes that the client signed today that the double coat may be shaved"
    Merge "merge" "Makes this card and another one of the same dog or client one"
    TakeOff "take off" "Takes this off the list"
    Jump "go to day" "Goes to a day: fri, +6w, 12 mar"
    Today "today" "Comes back to today"
    ShowPlaced "show it" "Goes to what was booked or moved last"
    NextVisit "next on board" "Shows the dog's next appointment on the board, with the cursor on it"
    PreviousDay "day before" "Goes one day back"
    NextDay "day after" "Goes one day on"
    ToggleView "list/columns" "Shows the day as a list or as columns"
    ShowToday "Today" "Shows the day's appointments"
    ShowDogs "Dogs" "Shows every dog"
    ShowWeek "Week" "Shows how full the week is by groomer and day, and the month"
    PreviousWeek "week before" "Goes one week back, in the month one month"
    NextWeek "week after" "Goes one week on, in the month one month"
    ShowSlots "Slots" "Shows a day's free times by groomer"
    ShowClients "Clients" "Shows every client"
    ShowGroomers "Groomers" "Shows the groomers and their hours"
    ShowServices "Services" "Shows what the salon sells"
    ShowWaitlist "Waitlist" "Shows who waits for a time, and whom to call"
    ShowSalon "Salon" "Shows the salon itself: hours, closing days, drop-offs"
    Up "up" "Goes one line up"
    Down "down" "Goes one line down"
    Left "left" "Goes one column to the left"
    Right "right" "Goes one column to the right"
    PageUp "page up" "Goes one page up"
    PageDown "page down" "Goes one page down"
    First "first" "Goes to the first line"
    Last "last" "Goes to the last line"
    Accept "ok" "Takes what is selected"
    Pick1 "line" "Selects the line with this number"
    Pick2 "2" "Selects the second line"
    Pick3 "3" "Selects the third line"
    Pick4 "4" "Selects the fourth line"
    Pick5 "5" "Selects the fifth line"
    Pick6 "6" "Selects the sixth line"
    Pick7 "7" "Selects the seventh line"
    Pick8 "8" "Selects the eighth line"
    Pick9 "9" "Selects the ninth line"
    NextField "next field" "Goes to the next field"
    PreviousField "field before" "Goes to the field before"
    Save "save" "Saves and closes"
    Close "close" "Closes this, and keeps what was typed"
    Palette "commands" "Finds a command by its name and runs it"
    Help "help" "Shows every key that works here"
    Repaint "repaint" "Draws the whole screen again"
    Suspend "suspend" "Puts PomSalon aside; `fg` in the shell comes back"
    ShowBackups "backups" "Shows the backups, where copies go, and brings one back"
    Verify "verify" "Looks at every byte of the backup"
    Drill "drill" "Rehearses a restore, to be sure that it would work"
    Restore "restore" "Brings the backup back in place of the salon as it is now"
    BackUp "back up now" "Makes a verified backup now"
    Quit "quit" "Closes PomSalon"
}
