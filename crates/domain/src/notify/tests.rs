//! Does a message go out when it should, and is what cannot be chosen refused?

use expect_test::expect;
use fengqiao_base::clock::CHINA;
use time::macros::{datetime, time};

use super::*;

fn choice(channels: &[Channel], quiet: Option<(Time, Time)>, digest: Option<u8>) -> Choice {
    Choice {
        channels: channels.to_vec(),
        quiet: quiet.map(|(from, until)| Quiet { from, until }),
        digest: digest.map(|hour| Digest { hour }),
        ..Choice::default()
    }
}

const NIGHT: Option<(Time, Time)> = Some((time!(21:00), time!(08:00)));
const NOON: Option<(Time, Time)> = Some((time!(12:00), time!(14:00)));

/// When it goes out, by the clock of China.
fn goes(urgency: Urgency, choice: &Choice, now: Moment) -> String {
    let all = sendings(Occasion::DispatchSent, urgency, choice, now, &Calendar::shipped());
    let told = |one: &Sending| {
        let at = one.at.to_offset(CHINA);
        format!("{} {} {:02}:{:02}", one.channel.code(), at.date(), at.hour(), at.minute())
    };
    let all: Vec<String> = all.iter().map(told).collect();
    if all.is_empty() { "-".to_owned() } else { all.join(", ") }
}

#[test]
fn what_is_told_when() {
    // 2026-11-24 is a Tuesday; 2026-10-01 to 10-07 are the National Day holidays.
    let sms = &[Channel::Sms][..];
    let cases = [
        ("nothing chosen", choice(&[], NIGHT, None), datetime!(2026-11-24 10:00 +8)),
        ("by day", choice(sms, NIGHT, None), datetime!(2026-11-24 10:00 +8)),
        ("every way", choice(&[Channel::Mail, Channel::Sms], NIGHT, None), datetime!(2026-11-24 10:00 +8)),
        ("a minute before the night", choice(sms, NIGHT, None), datetime!(2026-11-24 20:59 +8)),
        ("as the night begins", choice(sms, NIGHT, None), datetime!(2026-11-24 21:00 +8)),
        ("before midnight", choice(sms, NIGHT, None), datetime!(2026-11-24 23:59 +8)),
        ("after midnight", choice(sms, NIGHT, None), datetime!(2026-11-25 00:01 +8)),
        ("as the night ends", choice(sms, NIGHT, None), datetime!(2026-11-25 08:00 +8)),
        ("at noon", choice(sms, NOON, None), datetime!(2026-11-24 12:30 +8)),
        ("after noon", choice(sms, NOON, None), datetime!(2026-11-24 14:00 +8)),
        ("digest, still today", choice(sms, None, Some(17)), datetime!(2026-11-24 10:00 +8)),
        ("digest, at its hour", choice(sms, None, Some(17)), datetime!(2026-11-24 17:00 +8)),
        ("digest, on Friday night", choice(sms, NIGHT, Some(9)), datetime!(2026-11-27 22:00 +8)),
        ("digest, over a holiday", choice(sms, NIGHT, Some(9)), datetime!(2026-09-30 18:00 +8)),
        ("digest in quiet hours", choice(sms, NOON, Some(13)), datetime!(2026-11-24 10:00 +8)),
        ("digest past the calendar", choice(sms, None, Some(9)), datetime!(2090-01-06 10:00 +8)),
    ];
    let mut told = String::new();
    for (name, choice, now) in cases {
        let (ordinary, urgent) =
            (goes(Urgency::Ordinary, &choice, now), goes(Urgency::Emergency, &choice, now));
        told.extend([name, ": ", &ordinary, " | ", &urgent, "\n"]);
    }
    expect![[r"
        nothing chosen: - | -
        by day: sms 2026-11-24 10:00 | sms 2026-11-24 10:00
        every way: mail 2026-11-24 10:00, sms 2026-11-24 10:00 | mail 2026-11-24 10:00, sms 2026-11-24 10:00
        a minute before the night: sms 2026-11-24 20:59 | sms 2026-11-24 20:59
        as the night begins: sms 2026-11-25 08:00 | sms 2026-11-24 21:00
        before midnight: sms 2026-11-25 08:00 | sms 2026-11-24 23:59
        after midnight: sms 2026-11-25 08:00 | sms 2026-11-25 00:01
        as the night ends: sms 2026-11-25 08:00 | sms 2026-11-25 08:00
        at noon: sms 2026-11-24 14:00 | sms 2026-11-24 12:30
        after noon: sms 2026-11-24 14:00 | sms 2026-11-24 14:00
        digest, still today: sms 2026-11-24 17:00 | sms 2026-11-24 10:00
        digest, at its hour: sms 2026-11-25 17:00 | sms 2026-11-24 17:00
        digest, on Friday night: sms 2026-11-30 09:00 | sms 2026-11-27 22:00
        digest, over a holiday: sms 2026-10-08 09:00 | sms 2026-09-30 18:00
        digest in quiet hours: sms 2026-11-24 14:00 | sms 2026-11-24 10:00
        digest past the calendar: sms 2090-01-09 09:00 | sms 2090-01-06 10:00
    "]]
    .assert_eq(&told);
}

#[test]
fn of_what_was_not_chosen_no_message_goes_out_in_an_emergency_either() {
    let mut choice = choice(&[Channel::Sms], None, None);
    choice.occasions.retain(|occasion| *occasion != Occasion::DispatchSent);
    assert_eq!(goes(Urgency::Emergency, &choice, datetime!(2026-11-24 10:00 +8)), "-");
}

#[test]
fn quiet_hours_cover_their_beginning_and_not_their_end() {
    let night = Quiet { from: time!(21:00), until: time!(08:00) };
    let noon = Quiet { from: time!(12:00), until: time!(14:00) };
    let times =
        [time!(20:59), time!(21:00), time!(00:00), time!(07:59), time!(08:00), time!(12:00), time!(14:00)];
    assert_eq!(times.map(|time| night.covers(time)), [false, true, true, true, false, false, false]);
    assert_eq!(times.map(|time| noon.covers(time)), [false, false, false, false, false, true, false]);
}

fn wish() -> Wish {
    Wish {
        channels: vec![Channel::Mail, Channel::Sms],
        occasions: vec![Occasion::WhistleCalled],
        quiet: Some((Some(time!(21:00)), Some(time!(08:00)))),
        digest: Some(Some(9)),
        mail: " clerk@example.org ".to_owned(),
        phone: "138 0013 8000".to_owned(),
    }
}

#[test]
fn a_sound_wish_is_chosen() {
    let (choice, contact) = wish().chosen().unwrap();
    assert_eq!(contact.mail.as_deref(), Some("clerk@example.org"));
    assert_eq!(contact.phone.as_deref(), Some("13800138000"));
    assert_eq!(choice.digest, Some(Digest { hour: 9 }));
    let nothing = Wish { channels: Vec::new(), occasions: Vec::new(), ..Wish::default() };
    assert!(nothing.chosen().is_ok(), "whoever wants no messages says nothing more");
}

#[test]
fn what_cannot_be_is_refused_at_its_field() {
    let wrong = |change: fn(&mut Wish)| {
        let mut wish = wish();
        change(&mut wish);
        let refusals = wish.chosen().unwrap_err();
        let told = refusals.iter().map(|one| format!("{} {}", one.field.unwrap_or_default(), one.code));
        told.collect::<Vec<_>>().join(", ")
    };
    let all = [
        wrong(|wish| wish.mail.clear()),
        wrong(|wish| wish.mail = "clerk".to_owned()),
        wrong(|wish| wish.mail = "a b@example.org".to_owned()),
        wrong(|wish| wish.mail = "a@example.org\r\nBcc: b@example.org".to_owned()),
        wrong(|wish| wish.phone.clear()),
        wrong(|wish| wish.phone = "0755-27788888".to_owned()),
        wrong(|wish| wish.phone = "mine".to_owned()),
        wrong(|wish| wish.occasions.clear()),
        wrong(|wish| wish.quiet = Some((Some(time!(08:00)), Some(time!(08:00))))),
        wrong(|wish| wish.quiet = Some((None, Some(time!(08:00))))),
        wrong(|wish| wish.digest = Some(None)),
        wrong(|wish| wish.digest = Some(Some(23))),
        wrong(|wish| wish.digest = Some(Some(7))),
    ];
    expect![[r"
        mail notify-mail-missing
        mail notify-mail-unreadable
        mail notify-mail-unreadable
        mail notify-mail-unreadable
        phone notify-phone-missing
        phone notify-phone-not-mobile
        phone notify-phone-not-mobile
        occasions notify-of-nothing
        quiet_until notify-quiet-all-day
        quiet_from notify-quiet-without-time
        digest_hour notify-digest-without-hour
        digest_hour notify-digest-without-hour
        digest_hour notify-digest-in-quiet-hours"]]
    .assert_eq(&all.join("\n"));
}
