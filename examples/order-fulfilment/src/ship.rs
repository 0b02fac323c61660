//! Every parcel of an order to the carrier, whose driver may come days later: a Standard workflow.

use crate::{Order, Parcel};
use sfn_dsl::prelude::*;

#[derive(Shape)]
pub(crate) struct Shipment {
    pub(crate) order_id: String,
    pub(crate) trackings: Vec<String>,
}

#[derive(Shape)]
struct ParcelOfOrder {
    order_id: String,
    number: u64,
    parcel: Parcel,
    country: String,
}

#[derive(Shape)]
struct Label {
    order_id: String,
    tracking: String,
}

/// What the warehouse gets; its scanner returns the token when the driver has taken the parcel.
#[derive(Shape)]
struct PickUp {
    order_id: String,
    tracking: String,
    task_token: TaskToken,
}

#[derive(LambdaError)]
enum CarrierError {
    CarrierBusy,
    CountryNotServed,
}

#[lambda("carrier-book-label-v3")]
fn book_label(parcel: ParcelOfOrder) -> Result<Label, CarrierError>;

static PICK_UPS: Queue = Queue::named("warehouse-pick-ups-v1");

/// One parcel that cannot be sent fails the order: the parent gives the money back.
#[state]
fn ship_parcels(order: Expr<Order>) -> Flow<Shipment> {
    map_select(
        order.parcels,
        |parcel| ParcelOfOrderExpr {
            order_id: order.order_id,
            number: parcel.index + 1,
            parcel: parcel.value,
            country: order.customer.country,
        },
        book,
    )
    .max_concurrency(5)
    .output(|trackings| ShipmentExpr {
        order_id: order.order_id,
        trackings,
    })
    .end()
}

#[state]
fn book(parcel: Expr<ParcelOfOrder>) -> Flow<String> {
    book_label(parcel)
        .timeout_seconds(30)
        .retry(
            Retry::on(CarrierError::CARRIER_BUSY)
                .interval_seconds(60)
                .max_attempts(10)
                .max_delay_seconds(900)
                .full_jitter(),
        )
        .retry(Retry::on(CarrierError::COUNTRY_NOT_SERVED).max_attempts(0))
        .retry(Retry::on([errors::TASK_FAILED, errors::TIMEOUT]).max_attempts(2))
        .next(wait_for_pick_up)
}

/// Three days, then somebody has to look for the parcel.
#[state]
fn wait_for_pick_up(label: Expr<Label>) -> Flow<String> {
    wait_for_task_token::<Value, _, _, _>(|task_token| {
        let pick_up = PickUpExpr {
            order_id: label.order_id,
            tracking: label.tracking,
            task_token,
        };
        sqs::send_message(&PICK_UPS, pick_up)
    })
    .timeout_seconds(3 * 86_400)
    .discard_result(label.tracking)
    .end()
}

pub(crate) fn workflow() -> Workflow<Order, Shipment> {
    Workflow::new("fulfilment-ship-order-v2", ship_parcels)
        .comment("Labels for every parcel, and their way to the driver")
        .timeout_seconds(7 * 86_400)
}
