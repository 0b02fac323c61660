//! What lists are sorted by.

use std::cmp::Reverse;

use super::{Expr, Ordered};

/// What items are sorted by: data with an order, `Reverse` of such, or a tuple of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no key to sort by",
    label = "the closure gives `{Self}`",
    note = "give something of the item that has an order: `|item| item.price`, `|item| Reverse(item.price)`, `|item| (item.city, item.name)`"
)]
pub trait SortKey: Sized + Copy {
    /// Whether an item with this key comes after one with that.
    #[doc(hidden)]
    fn is_after(self, other: Self) -> Expr<bool>;

    /// Whether neither comes after the other.
    #[doc(hidden)]
    fn is_level(self, other: Self) -> Expr<bool>;
}

impl<K: Ordered> SortKey for Expr<K> {
    fn is_after(self, other: Self) -> Expr<bool> {
        self.gt(other)
    }

    fn is_level(self, other: Self) -> Expr<bool> {
        self.eq(other)
    }
}

impl<K: SortKey> SortKey for Reverse<K> {
    fn is_after(self, other: Self) -> Expr<bool> {
        other.0.is_after(self.0)
    }

    fn is_level(self, other: Self) -> Expr<bool> {
        self.0.is_level(other.0)
    }
}

macro_rules! tuples {
    ($(($First:ident $($Rest:ident $i:tt)+))*) => {$(
        impl<$First: SortKey, $($Rest: SortKey),+> SortKey for ($First, $($Rest),+) {
            fn is_after(self, other: Self) -> Expr<bool> {
                let after = self.0.is_after(other.0);
                let level = self.0.is_level(other.0);
                $(
                    let after = after.or(level.and(self.$i.is_after(other.$i)));
                    let level = level.and(self.$i.is_level(other.$i));
                )+
                let _ = level;
                after
            }

            fn is_level(self, other: Self) -> Expr<bool> {
                let level = self.0.is_level(other.0);
                $(let level = level.and(self.$i.is_level(other.$i));)+
                level
            }
        }
    )*};
}
tuples! {
    (A B 1)
    (A B 1 C 2)
    (A B 1 C 2 D 3)
}
