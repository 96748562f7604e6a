//! Which whistles does the demonstration show? Eight, played through the real rules; every place and text is invented.

use anyhow::{Context, anyhow};
use fengqiao_base::{Actor, Duty, Moment, Refusal, id::CallId, local_day};
use fengqiao_domain::{
    case::Confidentiality,
    intake::RequestNumber,
    whistle::{Act, ActContext, ActKind, Blowing, Side, Whistle, WhistleKind},
};
use fengqiao_store::{StoreError, journal::Entry};
use time::Duration;

use super::people::id_of;
use crate::{
    app::App,
    centre,
    whistle::{
        acts::entry,
        store::{self, Kept},
    },
};

/// What a body did, after so many minutes.
#[derive(Clone, Copy)]
enum Step {
    Sign(i64),
    Object(i64, &'static str),
    ActFirst(i64),
    Arrive(i64),
    Report(i64, &'static str),
    /// Whether the body solved it, and whether one is satisfied.
    Evaluate(i64, bool, bool),
}

use Step::{ActFirst, Arrive, Evaluate, Object, Report, Sign};

struct Story {
    kind: WhistleKind,
    /// Login and body of whoever blew it.
    by: (&'static str, Duty, &'static str),
    place: &'static str,
    address: &'static str,
    asked: &'static str,
    /// How many hours before the day of the demonstration ends.
    hours: i64,
    calls: &'static [(&'static str, &'static [Step])],
}

const XINAN: (&str, Duty, &str) = ("head", Duty::Head, "committee-440306017000");
const XIXIANG: (&str, Duty, &str) = ("head-xixiang", Duty::Head, "committee-440306018000");
const DISTRICT: (&str, Duty, &str) = ("dispatcher", Duty::Dispatcher, "district-centre");

const STORIES: [Story; 8] = [
    Story {
        kind: WhistleKind::Emergency,
        by: XINAN,
        place: "440306017001",
        address: "前进一路某工地东门",
        asked: "约三十名工人因两个月工资未发聚集在工地门口，情绪激动。请核实欠薪数额、维持秩序、告知法律援助途径。",
        hours: 200,
        calls: &[
            (
                "agency-labour",
                &[
                    Sign(4),
                    Arrive(24),
                    Report(540, "已核实欠薪三十人，总包单位当日垫付一个月工资，余款约定十日内付清。"),
                    Evaluate(600, true, true),
                ],
            ),
            (
                "agency-police",
                &[
                    Sign(2),
                    Arrive(12),
                    Report(300, "现场秩序平稳，工人已到社区会议室协商。"),
                    Evaluate(600, true, true),
                ],
            ),
            (
                "agency-justice",
                &[
                    Sign(9),
                    Arrive(38),
                    Report(420, "已向工人说明法律援助和劳动仲裁途径，登记法律援助申请。"),
                    Evaluate(620, true, true),
                ],
            ),
        ],
    },
    Story {
        kind: WhistleKind::Enforcement,
        by: XINAN,
        place: "440306017002",
        address: "某小区地下车库",
        asked: "车库消防通道被违规隔断堆物，住户多次反映。请联合到场检查，责令整改。",
        hours: 120,
        calls: &[
            ("agency-housing", &[Object(70, "隔断由商户搭建，应由市场监管和消防查处，物业不是责任主体。")]),
            (
                "agency-market",
                &[Sign(95), Arrive(1300), Report(2600, "已约谈商户，隔断拆除，现场复查合格。")],
            ),
        ],
    },
    Story {
        kind: WhistleKind::Ordinary,
        by: XINAN,
        place: "440306017003",
        address: "某幼儿园门口",
        asked: "家长反映园方提前收取半年费用并拒绝退费。请核实收费依据，指导退费。",
        hours: 260,
        calls: &[(
            "agency-education",
            &[
                Object(200, "民办园收费纠纷属于合同争议，建议由市场监管部门处理。"),
                ActFirst(400),
                Arrive(2700),
                Report(4300, "已指导园方按剩余天数退费，二十一户家长全部签收。"),
                Evaluate(4500, true, false),
            ],
        )],
    },
    Story {
        kind: WhistleKind::Ordinary,
        by: XIXIANG,
        place: "440306018001",
        address: "某工业区宿舍",
        asked: "租户反映房东中断水电催租。请到场制止，告知双方权利义务。",
        hours: 30,
        calls: &[("agency-housing", &[Sign(100)]), ("agency-police", &[Sign(45), Arrive(180)])],
    },
    Story {
        kind: WhistleKind::Emergency,
        by: XIXIANG,
        place: "440306018002",
        address: "某医院门诊大厅",
        asked: "患者家属与院方争执，大厅有人聚集。请到场维持秩序，引导走医疗纠纷调解。",
        hours: 50,
        calls: &[
            ("agency-health", &[Sign(20), Arrive(50), Report(400, "家属同意申请医疗纠纷调解，已登记。")]),
            (
                "agency-police",
                &[Sign(3), Arrive(15), Report(200, "秩序恢复，无人受伤。"), Evaluate(420, true, true)],
            ),
        ],
    },
    Story {
        kind: WhistleKind::Ordinary,
        by: DISTRICT,
        place: "440306022000",
        address: "某商场三楼",
        asked: "预付卡商户停业，消费者集中来访。请核实商户情况，组织登记。",
        hours: 120,
        calls: &[("agency-market", &[]), ("agency-court", &[Sign(60)])],
    },
    Story {
        kind: WhistleKind::Enforcement,
        by: DISTRICT,
        place: "440306025000",
        address: "某厂区围墙外",
        asked: "厂区排水冲毁菜地引起邻里纠纷。请联合到场查明原因。",
        hours: 400,
        calls: &[(
            "agency-housing",
            &[
                Sign(60),
                Arrive(1200),
                Report(5000, "排水口已改道，双方约定补种。"),
                Evaluate(5200, true, true),
            ],
        )],
    },
    Story {
        kind: WhistleKind::Ordinary,
        by: XINAN,
        place: "440306017005",
        address: "某老旧住宅楼",
        asked: "加装电梯施工噪声引起楼上楼下争执。请到场核对施工许可和时段。",
        hours: 6,
        calls: &[("agency-housing", &[])],
    },
];

/// What a step is, as an act, when and by whom.
fn act_of(step: Step, at: impl Fn(i64) -> Moment, address: &str) -> (Moment, Vec<Act>) {
    let reason = |text: &str| text.to_owned();
    match step {
        Sign(minutes) => (at(minutes), vec![Act::Sign]),
        Object(minutes, why) => (at(minutes), vec![Act::Object { reason: reason(why) }]),
        ActFirst(minutes) => {
            let reason = reason("按照职责清单先办后议，职责另行确定。");
            (at(minutes), vec![Act::Rule { upheld: Some(false), reason }])
        }
        Arrive(minutes) => {
            let now = at(minutes);
            (now, vec![Act::Arrive { at: now, place: address.to_owned(), photo: None }])
        }
        Report(minutes, text) => (at(minutes), vec![Act::Report { text: text.to_owned() }]),
        Evaluate(minutes, solved, satisfied) => {
            let yes = Some(true);
            let of_body = Act::ScoreBody { responded: yes, solved: Some(solved), satisfied: Some(satisfied) };
            let of_whistler = Act::ScoreWhistler { clear: yes, competent: yes, supported: Some(satisfied) };
            (at(minutes), vec![of_body, of_whistler])
        }
    }
}

/// Who acts in the demonstration on a side of a call: its body, where somebody of it has an account.
fn actor(kind: ActKind, by: (&str, Duty, &str)) -> Actor {
    let staff = |login, duty| Actor::Staff { account: id_of(login), duty };
    match kind.side() {
        Side::Whistler => staff(by.0, by.1),
        Side::Called => staff("department", Duty::Department),
        Side::Dispatcher => staff("dispatcher", Duty::Dispatcher),
    }
}

fn refused(refusal: &Refusal) -> anyhow::Error {
    anyhow!("{refusal}")
}

fn played(app: &App, story: &Story, horizon: Moment) -> anyhow::Result<(Kept, Vec<Entry>)> {
    let reckoning = app.reference.reckoning.now();
    let began = horizon - Duration::hours(story.hours);
    let at = |minutes: i64| began + Duration::minutes(minutes);
    let ids: Vec<CallId> = story.calls.iter().map(|_| app.ids.next()).collect();
    let blowing = Blowing {
        id: app.ids.next(),
        kind: Some(story.kind),
        body: centre::id_of(story.by.2),
        by: id_of(story.by.0),
        at: began,
        place: story.place.to_owned(),
        address: story.address.to_owned(),
        asked: story.asked.to_owned(),
        about: None,
        calls: ids.iter().copied().zip(story.calls.iter().map(|(code, _)| centre::id_of(code))).collect(),
    };
    let number = RequestNumber::new(app.reference.divisions.number(), local_day(began).year(), 1)?;
    let whistle = blowing.blown(number, reckoning).map_err(|wrong| refused(&wrong[0]))?;
    let by = actor(ActKind::Call, story.by);
    let said = serde_json::json!({ "kind": whistle.kind.code(), "calls": whistle.calls.len() });
    let mut entries = vec![Entry::of(began, by, "whistle_blown", &said)];
    let mut steps: Vec<(Moment, CallId, Act)> = Vec::new();
    for (id, (_, done)) in ids.iter().zip(story.calls) {
        for step in *done {
            let (at, acts) = act_of(*step, at, story.address);
            steps.extend(acts.into_iter().map(|act| (at, *id, act)));
        }
    }
    steps.sort_by_key(|(at, ..)| *at);
    let mut now: Whistle = whistle;
    for (at, call, act) in steps {
        let kind = act.kind();
        entries.push(entry(kind, &act, Some(call), actor(kind, story.by), at));
        let context = ActContext { side: kind.side(), at, reckoning };
        now = now.act(Some(call), act, &context).map_err(|refusal| refused(&refusal))?;
    }
    let street = app.reference.divisions.street_of(story.place).map(|one| one.code.clone());
    let kept =
        Kept { seq: 0, street: street.unwrap_or_default(), class: Confidentiality::Ordinary, whistle: now };
    Ok((kept, entries))
}

/// Blows the whistles of the demonstration before `horizon`; gives how many.
pub async fn blow(app: &App, horizon: Moment) -> anyhow::Result<usize> {
    let all: Vec<(Kept, Vec<Entry>)> =
        STORIES.iter().map(|story| played(app, story, horizon)).collect::<Result<_, _>>()?;
    let (count, vault, reference) = (all.len(), app.vault.clone(), app.reference);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                for (kept, entries) in all {
                    store::insert(tx, &vault, kept, reference.reckoning.now(), &entries).await?;
                }
                Ok::<usize, StoreError>(count)
            })
        })
        .await
        .context("could not keep the whistles")
}
