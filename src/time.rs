//! Points in time, as data. The core never reads a clock.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Milliseconds since 1970-01-01T00:00:00Z.
///
/// Written in files as ISO 8601 in UTC with milliseconds, such as
/// `2026-11-22T15:55:26.000Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

const DAY_MS: i64 = 86_400_000;

impl Timestamp {
    /// The calendar date in UTC: year, month 1..=12, day 1..=31.
    ///
    /// Days to civil date after Howard Hinnant's public `civil_from_days`.
    pub fn date(self) -> (i64, u32, u32) {
        let z = self.0.div_euclid(DAY_MS) + 719_468;
        let era = z.div_euclid(146_097);
        let day_of_era = z.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        (year, month as u32, day as u32)
    }

    /// The date alone in ISO 8601, such as `2026-11-22`.
    pub fn iso_date(self) -> String {
        let (year, month, day) = self.date();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// Reads what people have on disk : ISO 8601 with or
    /// without fraction and offset, a space in place of the `T`, or seconds
    /// since 1970 as digits (with an optional fraction).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(time) = seconds_in_digits(text) {
            return Some(time);
        }
        let bytes = text.as_bytes();
        if !text.is_ascii() || bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |from: usize, to: usize| -> Option<i64> {
            let part = text.get(from..to)?;
            if part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None }
        };
        let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let midnight = days_from_civil(year, month, day) * DAY_MS;
        if bytes.len() == 10 {
            return Some(Self(midnight));
        }
        if bytes.len() < 16 || !matches!(bytes[10], b'T' | b't' | b' ') || bytes[13] != b':' {
            return None;
        }
        let (hour, minute) = (number(11, 13)?, number(14, 16)?);
        let mut rest = &text[16..];
        let mut second = 0;
        let mut milli = 0;
        if rest.starts_with(':') {
            second = number(17, 19)?;
            rest = &text[19..];
            if let Some(fraction) = rest.strip_prefix('.') {
                let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
                if digits == 0 {
                    return None;
                }
                let three = format!("{:0<3}", &fraction[..digits.min(3)]);
                milli = three.parse().ok()?;
                rest = &fraction[digits..];
            }
        }
        if hour > 24 || minute > 59 || second > 60 {
            return None;
        }
        let offset = match rest {
            "" | "Z" | "z" => 0,
            _ => {
                let sign = match rest.as_bytes()[0] {
                    b'+' => 1,
                    b'-' => -1,
                    _ => return None,
                };
                let digits: String = rest[1..].chars().filter(|c| *c != ':').collect();
                if !(digits.len() == 4 || digits.len() == 2)
                    || !digits.bytes().all(|b| b.is_ascii_digit())
                {
                    return None;
                }
                let hours: i64 = digits[..2].parse().ok()?;
                let minutes: i64 = digits.get(2..4).map_or(Ok(0), str::parse).ok()?;
                sign * (hours * 60 + minutes) * 60_000
            }
        };
        Some(Self(midnight + ((hour * 60 + minute) * 60 + second) * 1000 + milli - offset))
    }

    /// From seconds since 1970, as the AWS API writes them. `None` outside the
    /// years 1970 to 9999 and for what is not a number.
    pub fn from_seconds(seconds: f64) -> Option<Self> {
        (seconds.is_finite() && (0.0..253_402_300_800.0).contains(&seconds))
            .then(|| Self((seconds * 1000.0).round() as i64))
    }
}

/// Seconds since 1970 as digits with an optional fraction, to the nearest
/// millisecond.
fn seconds_in_digits(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let seconds: i64 = whole.parse().ok().filter(|seconds| *seconds < 253_402_300_800)?;
    let digit = |at: usize| fraction.as_bytes().get(at).map_or(0, |b| i64::from(b - b'0'));
    let milli = digit(0) * 100 + digit(1) * 10 + digit(2) + i64::from(digit(3) >= 5);
    Some(Timestamp(seconds * 1000 + milli))
}

/// Days since 1970-01-01 of a civil date, the inverse of [`Timestamp::date`].
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted_month = (month + 9) % 12;
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0.rem_euclid(DAY_MS);
        let (hour, minute) = (ms / 3_600_000, ms / 60_000 % 60);
        let (second, milli) = (ms / 1000 % 60, ms % 1000);
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z", self.iso_date())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!("expected a date and time, found \"{text}\""))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_shape_that_people_have_on_disk() {
        let cases = [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("2021-05-19 15:39:46.921000+00:00", Some(1_621_438_786_921)),
            ("2021-05-19T17:39:46.921+02:00", Some(1_621_438_786_921)),
            ("1621438786.921", Some(1_621_438_786_921)),
            ("1621438786.92149", Some(1_621_438_786_921)),
            ("1621438786.9215", Some(1_621_438_786_922)),
            ("1621438786.5", Some(1_621_438_786_500)),
            ("1621438786", Some(1_621_438_786_000)),
            ("999999999999", None),
            ("99999999999999999999", None),
            ("1.2.3", None),
            ("2024-02-29", Some(1_709_164_800_000)),
            ("2026-11-22T15:55", Some(1_795_362_900_000)),
            ("22/11/2026", None),
            ("2026-13-01", None),
            ("soon", None),
            ("", None),
            ("-1", None),
            ("NaN", None),
        ];
        for (text, want) in cases {
            assert_eq!(Timestamp::parse(text).map(|t| t.0), want, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn round_trips(ms in 0i64..253_402_300_800_000) {
            let t = Timestamp(ms);
            proptest::prop_assert_eq!(Timestamp::parse(&t.to_string()), Some(t));
        }

        #[test]
        fn never_panics(text in "\\PC*") {
            let _ = Timestamp::parse(&text);
        }
    }
}
