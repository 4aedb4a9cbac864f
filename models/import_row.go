package models

import "github.com/ringback/ringback/models/hours"

// ImportKind says what a file holds.
type ImportKind string

// The kinds.
const (
	ImportOfRecords   ImportKind = "records"
	ImportOfCallbacks ImportKind = "callbacks"
)

// ImportState says how far a file has come.
type ImportState string

// The states. The last three are final.
const (
	ImportReading  ImportState = "reading"  // its rows are being taken in and checked; nothing of them is in force
	ImportApplying ImportState = "applying" // it is being put in force
	ImportDone     ImportState = "done"
	ImportRejected ImportState = "rejected" // nothing of it was put in force: rows are bad
	ImportFailed   ImportState = "failed"   // nothing of it was put in force: it could not be read to its end
)

// Import is one file of records, or of promises, and what became of it.
type Import struct {
	ID           string `gorm:"primaryKey"` // imp_...
	Kind         ImportKind
	State        ImportState
	Options      JSON[ImportOptions]
	RowCount     int    // rows read
	BadCount     int    // of them, with faults
	MadeCount    int    // records or promises made
	UpdatedCount int    // records updated
	Reason       string // why it was rejected or failed
	CreatedBy    string
	NextAt       Instant // when somebody is to go on with it, none when nothing is left to do
	CreatedAt    Instant
	UpdatedAt    Instant
	FinishedAt   Instant
}

// ImportOptions say how a file is to be taken.
type ImportOptions struct {
	DryRun  bool `json:"dry_run,omitempty"`  // judge every row, and put nothing in force
	SkipBad bool `json:"skip_bad,omitempty"` // put the good rows in force although others are bad
	Spread  bool `json:"spread,omitempty"`   // of promises: one that cannot be had goes to the nearest allowed slot of its day
}

// rowState is how far a row of a file has come.
type rowState string

const (
	rowStaged rowState = "staged"
	rowBad    rowState = "bad"
	rowDone   rowState = "done"
)

// ImportRow is one row of a file, read and checked, until it is put in force.
type ImportRow struct {
	ImportID   string `gorm:"primaryKey"`
	Line       int    `gorm:"primaryKey;autoIncrement:false"` // of a CSV file its line, of JSON the item's number
	State      rowState
	RowKey     OptionalKey // what no two rows of a file may share
	ExternalID OptionalKey
	Identity   OptionalKey
	Name       string
	Phone      string
	Timezone   string
	Region     string
	Campaign   string
	Team       string
	Preference JSON[*hours.Preference]
	DoNotCall  bool
	Payload    JSON[*Booking] // of a promise
	Faults     JSON[[]Problem]
	CallbackID string // that it made
}
