//! When is somebody told of something, and by which way?
//!
//! In the product everybody is told at once. What goes out to a mailbox or a telephone is each person's choice: by which
//! ways, of what, not at night, or once a working day. What is an emergency waits for nothing.

mod choice;

pub use choice::{Choice, Contact, Digest, LATEST, Quiet, Wish};

use fengqiao_base::{Day, Moment, calendar::Calendar, clock::CHINA};
use time::{Duration, Time, Weekday};

use crate::codes::codes;

codes! {
    /// 提醒事由: of what somebody is told.
    Occasion "occasion" {
        /// 新工单待接收
        DispatchSent = "dispatch_sent",
        /// 职责争议待裁定
        CompetenceDisputed = "competence_disputed",
        /// 吹哨待签收
        WhistleCalled = "whistle_called",
        /// 吹哨超时上报
        WhistleLate = "whistle_late",
        /// 期限将届满
        DeadlineSoon = "deadline_soon",
        /// 期限已届满
        DeadlinePassed = "deadline_passed",
        /// 案件交由本人调解
        CaseGiven = "case_given",
        /// 联动任务交由本单位
        TaskGiven = "task_given",
        /// 联动任务被退回
        TaskReturned = "task_returned",
        /// 联动任务全部完成
        TasksDone = "tasks_done",
        /// 包案交由本人
        OwnedCaseGiven = "owned_case_given",
        /// 包案逾期
        OwnedCaseLate = "owned_case_late",
    }

    /// 通知方式: how somebody is told outside the product.
    Channel "channel" {
        /// 电子邮件
        Mail = "mail",
        /// 短信
        Sms = "sms",
        /// 浏览器推送
        Push = "push",
    }
}

/// Whether it can wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// It waits for the morning and for the digest.
    Ordinary,
    /// Somebody may be in danger: it waits for nothing.
    Emergency,
}

/// When a message goes out, and by which way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sending {
    /// How.
    pub channel: Channel,
    /// When.
    pub at: Moment,
}

/// When each way that somebody chose tells of something that happens at `now`. In the product it is told at once, whatever
/// was chosen.
pub fn sendings(
    occasion: Occasion,
    urgency: Urgency,
    choice: &Choice,
    now: Moment,
    calendar: &Calendar,
) -> Vec<Sending> {
    if !choice.occasions.contains(&occasion) {
        return Vec::new();
    }
    let at = match urgency {
        Urgency::Emergency => now,
        Urgency::Ordinary => {
            let ready = choice.digest.map_or(now, |digest| digest.next(now, calendar));
            choice.quiet.map_or(ready, |quiet| quiet.end_after(ready))
        }
    };
    choice.channels.iter().map(|channel| Sending { channel: *channel, at }).collect()
}

impl Quiet {
    /// Whether a time of day in China lies in it. It may go over midnight; its end is not in it.
    pub fn covers(self, time: Time) -> bool {
        if self.from <= self.until {
            (self.from..self.until).contains(&time)
        } else {
            time >= self.from || time < self.until
        }
    }

    /// `at` itself outside of it, else its end.
    pub fn end_after(self, at: Moment) -> Moment {
        let local = at.to_offset(CHINA);
        if !self.covers(local.time()) {
            return at;
        }
        let is_tomorrow = local.time() >= self.until;
        moment(local.date() + Duration::days(i64::from(is_tomorrow)), self.until)
    }
}

impl Digest {
    /// The next hour of the digest on a working day, after `now`.
    pub fn next(self, now: Moment, calendar: &Calendar) -> Moment {
        let hour = Time::from_hms(self.hour.min(23), 0, 0).expect("an hour of the day");
        let today = now.to_offset(CHINA).date();
        let days = std::iter::successors(Some(today), |day| day.next_day()).take(DAYS_AHEAD);
        let mut times = days.filter(|day| is_workday(*day, calendar)).map(|day| moment(day, hour));
        times.find(|at| *at > now).unwrap_or(now)
    }
}

/// No holiday is longer.
const DAYS_AHEAD: usize = 30;

/// Past the last year of the calendar the week alone can be said.
fn is_workday(day: Day, calendar: &Calendar) -> bool {
    let by_week = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    calendar.is_workday(day).unwrap_or(by_week)
}

fn moment(day: Day, time: Time) -> Moment {
    day.with_time(time).assume_offset(CHINA).to_offset(time::UtcOffset::UTC)
}

#[cfg(test)]
mod tests;
