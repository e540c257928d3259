//! Numbers and flags as a stream of bits. A number is cut into groups of four
//! bits, lowest first, each behind a bit that says whether more follow.

use super::Nonsense;

/// Writes bits, the highest of a byte first.
#[derive(Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
    /// How many bits of the last byte are used; 0 when it is full.
    used: u32,
}

impl Writer {
    /// One bit.
    pub fn flag(&mut self, set: bool) {
        if self.used == 0 {
            self.bytes.push(0);
        }
        if let (true, Some(last)) = (set, self.bytes.last_mut()) {
            *last |= 0x80 >> self.used;
        }
        self.used = (self.used + 1) % 8;
    }

    /// The lowest `width` bits of a value.
    pub fn bits(&mut self, value: u64, width: u32) {
        for place in (0..width).rev() {
            self.flag(value >> place & 1 == 1);
        }
    }

    /// A number of any size.
    pub fn number(&mut self, mut value: u64) {
        loop {
            let group = value & 15;
            value >>= 4;
            self.flag(value > 0);
            self.bits(group, 4);
            if value == 0 {
                return;
            }
        }
    }

    /// How many bits were written.
    pub fn len(&self) -> usize {
        match self.used {
            0 => self.bytes.len() * 8,
            used => self.bytes.len() * 8 - 8 + used as usize,
        }
    }

    /// Everything, filled up with zeros to a whole byte.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Reads what [`Writer`] wrote.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads from the start.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// One bit.
    pub fn flag(&mut self) -> Result<bool, Nonsense> {
        let byte = self.bytes.get(self.at / 8).ok_or(Nonsense)?;
        let set = byte & (0x80 >> (self.at % 8)) != 0;
        self.at += 1;
        Ok(set)
    }

    /// So many bits.
    pub fn bits(&mut self, width: u32) -> Result<u64, Nonsense> {
        let mut value = 0;
        for _ in 0..width {
            value = value << 1 | u64::from(self.flag()?);
        }
        Ok(value)
    }

    /// A number of any size, in its shortest form.
    pub fn number(&mut self) -> Result<u64, Nonsense> {
        let mut value = 0;
        for place in (0..64).step_by(4) {
            let more = self.flag()?;
            let group = self.bits(4)?;
            value |= group << place;
            match (more, group) {
                (true, _) => {}
                (false, 0) if place > 0 => return Err(Nonsense),
                (false, _) => return Ok(value),
            }
        }
        Err(Nonsense)
    }

    /// A number that counts or names a place.
    pub fn size(&mut self) -> Result<usize, Nonsense> {
        usize::try_from(self.number()?).map_err(|_| Nonsense)
    }

    /// Reads on in the front of the same bytes, where that is long enough.
    pub fn within(self, front: &'a [u8]) -> Result<Self, Nonsense> {
        if self.at <= front.len() * 8 {
            Ok(Self { bytes: front, at: self.at })
        } else {
            Err(Nonsense)
        }
    }

    /// Whether nothing but the filling is left.
    pub fn is_at_end(&self) -> bool {
        let filled = self.bytes.len() * 8 - self.at;
        let mut rest = Self { bytes: self.bytes, at: self.at };
        filled < 8 && (0..filled).all(|_| rest.flag() == Ok(false))
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_and_bits_come_back(items in vec((any::<u64>(), 0..64u32), 0..40)) {
            let mut writer = Writer::default();
            for (value, width) in &items {
                writer.number(value >> width);
                writer.bits(*value, *width);
            }
            let length = writer.len();
            let bytes = writer.into_bytes();
            prop_assert_eq!(bytes.len(), length.div_ceil(8));
            let mut reader = Reader::new(&bytes);
            for (value, width) in items {
                prop_assert_eq!(reader.number(), Ok(value >> width));
                prop_assert_eq!(reader.bits(width), Ok(value & ((1 << width) - 1)));
            }
            prop_assert!(reader.is_at_end());
        }
    }

    #[test]
    fn a_number_has_one_form_only() {
        let mut writer = Writer::default();
        writer.bits(0b10_0010_0000, 10);
        assert_eq!(Reader::new(&writer.into_bytes()).number(), Err(Nonsense));
        assert_eq!(Reader::new(&[0xff; 20]).number(), Err(Nonsense));
        assert_eq!(Reader::new(&[]).number(), Err(Nonsense));
    }
}
