//! How often is the type that a person would choose among those that are suggested?

use fengqiao_domain::intake::{DisputeTypes, RequestKind};

/// What somebody might write, and the type a clerk would choose. Invented.
const TOLD: [(&str, &str); 60] = [
    ("01", "我和丈夫感情不和分居两年,想离婚,孩子抚养权谈不拢"),
    ("01", "父亲去世后留下一套房,兄弟姐妹对遗产怎么分有争执"),
    ("01", "女方悔婚不退彩礼八万八"),
    ("02", "楼上半夜总有声音,跟他说了也不听,还把鞋柜放在楼道"),
    ("02", "隔壁养了两只大狗,犬吠整夜睡不着"),
    ("02", "楼上卫生间漏水,我家天花板都湿了,他不肯修"),
    ("03", "房东不退押金,说我墙弄脏了,租客合同明明写了"),
    ("03", "二房东跑了,房东要我们马上腾房"),
    ("03", "买的新房开发商逾期交房一年,房产证也没办"),
    ("04", "朋友借了我五万块写了借条,到期不还钱"),
    ("04", "和别人合伙开店,现在要散,投资的钱不退"),
    ("04", "交了加盟费之后总部不提供支持,要求退钱"),
    ("05", "我们厂给对方加工一批货,对方说质量不合格不付钱,机器设备也扣着"),
    ("05", "股东之间闹翻,有人拿走了公司公章"),
    ("06", "孩子在小区被狗咬,医药费对方不赔"),
    ("06", "两个人打架,我被打伤了,误工费没人给"),
    ("06", "楼上坠物砸伤我母亲,要求赔医药费营养费"),
    ("07", "两家承包地的地界说不清,界址被挪动"),
    ("07", "祖坟旁边要修路,迁坟的事谈不好,土地权属也有争议"),
    ("08", "旧改签了拆迁协议,过渡费一年没发"),
    ("08", "房屋征收评估价太低,面积认定也不对"),
    ("09", "楼下餐馆油烟直排,异味很大,家里不敢开窗"),
    ("09", "工地夜间施工,噪声扰得全家睡不着"),
    ("10", "包工头跑路,我们班组十二个工人工资一分没拿到"),
    ("10", "在工地干了半年,劳务公司拖欠工资,年底结账不认"),
    ("11", "公司突然裁员,不给经济补偿,也没签劳动合同"),
    ("11", "在车间受了工伤,公司没买社保,停工留薪期不发工资"),
    ("11", "怀孕后被调岗降薪,产假工资也不给"),
    ("12", "跟团出境游,导游强制购物,旅行社不退团费"),
    ("12", "订的民宿到了不让住,酒店也不退房费"),
    ("13", "直播间买的手表是假货,主播和平台都不退款"),
    ("13", "孩子用我的手机给游戏充值三千多,平台客服不退"),
    ("14", "健身房倒闭了,办卡的钱退不了"),
    ("14", "美容院的预付卡还有两千多,商家不给退卡"),
    ("14", "餐馆的菜里有异物,食品还过期了,要求十倍赔偿"),
    ("15", "手术后出现后遗症,怀疑医院误诊,病历不给复印"),
    ("15", "诊所输液后病情加重,医生不承认医疗事故"),
    ("16", "骑电动车被小车撞了,交警责任认定对方全责,保险公司拖着不赔"),
    ("16", "追尾之后对方不肯出修车费,停运损失也不认"),
    ("17", "小区电梯故障三个月,物业不修,还催物业费"),
    ("17", "业委会换了物业,原来的停车位收费乱涨"),
    ("B1", "我是外卖骑手,站点无故扣款,说我超时"),
    ("B1", "跑网约车平台派单不公,罚款太多"),
    ("B2", "股份合作公司分红没有我家的份,集体资产账目不公开"),
    ("B2", "村里集资房要清退,原村民不同意"),
    ("B3", "别人盗用我设计的图案,外观设计和著作权都被侵权"),
    ("B3", "店名被抢注商标,对方仿冒我们的牌子"),
    ("B4", "网贷逾期被暴力催收,天天打电话骂人"),
    ("B4", "买的理财爆雷,银行说和他们无关"),
    ("B5", "孩子在学校被同学霸凌,老师不管"),
    ("B5", "幼儿园不退学费,积分入学的材料也没帮忙交"),
    ("G1", "路灯坏了半个月,井盖也松了"),
    ("G1", "流动摊贩占道经营,垃圾清运不及时"),
    ("G2", "楼道里飞线充电,消防通道堵塞,有火灾隐患"),
    ("G2", "城中村出租屋电线老化,燃气有漏气"),
    ("G3", "上班高峰校门口拥堵,红绿灯时间太短"),
    ("G3", "公交线路取消以后老人出行难,候车亭也拆了"),
    ("G4", "有人在楼下开赌档,半夜还有人打架"),
    ("G5", "去窗口办居住证,工作人员态度差,推诿说不归他管"),
    ("G6", "独居老人生活困难,想申请低保和临时救助"),
];

fn kind_of(code: &str) -> RequestKind {
    if code.starts_with('G') { RequestKind::Appeal } else { RequestKind::Dispute }
}

#[test]
fn the_type_a_clerk_would_choose_is_nearly_always_among_three_and_mostly_first() {
    let types = DisputeTypes::shipped();
    let (mut first, mut among, mut missed) = (0, 0, Vec::new());
    for (code, told) in TOLD {
        let suggested: Vec<String> =
            types.suggest(told, kind_of(code)).into_iter().map(|one| one.code).collect();
        first += usize::from(suggested.first().is_some_and(|one| one == code));
        if suggested.iter().any(|one| one == code) {
            among += 1;
        } else {
            missed.push((code, told, suggested.clone()));
        }
        if suggested.first().is_none_or(|one| one != code) {
            println!("{code}: {told}: {suggested:?}");
        }
    }
    assert!(
        among >= 59 && first >= 52,
        "{among} among three, {first} first, of {}; missed: {missed:#?}",
        TOLD.len()
    );
}

#[test]
fn a_suggestion_takes_no_time_worth_mentioning_even_on_the_longest_account() {
    let types = DisputeTypes::shipped();
    let long = "楼上漏水物业不管,".repeat(550);
    let started = std::time::Instant::now();
    assert_eq!(types.suggest(&long, RequestKind::Dispute).len(), 2);
    assert!(started.elapsed().as_millis() < 500, "{:?}", started.elapsed());
}
