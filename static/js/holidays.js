// Statutory holidays (全国年节及纪念日放假办法, as amended 2024), by date. A year that is not here
// is not known, and nothing is said about whether a window is open.
export const HOLIDAYS = {
  2026: [
    "01-01", "02-16", "02-17", "02-18", "02-19", "04-05", "05-01", "05-02", "06-19", "09-25",
    "10-01", "10-02", "10-03",
  ],
  2027: [
    "01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02", "06-09", "09-15",
    "10-01", "10-02", "10-03",
  ],
};
