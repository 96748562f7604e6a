//! What are invented people called?

/// Surnames, the frequent ones of the Pearl River delta first.
const SURNAMES: [&str; 64] = [
    "陈", "李", "黄", "张", "林", "刘", "王", "梁", "吴", "罗", "杨", "何", "郭", "曾", "邓", "谢", "周",
    "叶", "赖", "廖", "钟", "朱", "胡", "徐", "许", "郑", "蔡", "彭", "潘", "蓝", "温", "冯", "苏", "余",
    "丘", "江", "邹", "袁", "赵", "孙", "马", "高", "唐", "董", "韩", "曹", "魏", "卢", "蒋", "沈", "姚",
    "戴", "范", "方", "石", "熊", "汪", "夏", "万", "覃", "韦", "莫", "欧阳", "麦",
];

const GIVEN: [&str; 96] = [
    "伟", "芳", "娜", "敏", "静", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀英",
    "霞", "平", "刚", "桂英", "文辉", "志强", "建华", "丽华", "海燕", "小红", "国强", "永康", "淑珍", "嘉豪",
    "晓彤", "俊杰", "雅婷", "子轩", "梓涵", "思敏", "文静", "家明", "美玲", "志豪", "惠芳", "锦泉", "润生",
    "伟民", "巧玲", "凤仪", "金水", "有福", "桂兰", "春梅", "秋菊", "冬生", "立新", "红军", "卫国", "爱民",
    "跃进", "解放", "胜利", "新华", "东升", "海峰", "晓东", "玉兰", "银娣", "招娣", "亚妹", "水生", "木生",
    "火旺", "天佑", "思源", "慧敏", "佳琪", "浩然", "宇航", "欣怡", "诗雨", "一鸣", "启明", "仲平", "伯年",
    "叔文", "季常", "少华", "少芬", "振邦", "振兴", "耀祖", "光宗", "继业", "承志", "怀民", "念慈", "若兰",
];

/// How many different names there are.
pub(super) const COUNT: usize = SURNAMES.len() * GIVEN.len();

/// The name at a place; places wrap.
pub(super) fn name(place: usize) -> String {
    let place = place % COUNT;
    format!("{}{}", SURNAMES[place % SURNAMES.len()], GIVEN[place / SURNAMES.len()])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_places_have_the_same_name() {
        let names: BTreeSet<String> = (0..COUNT).map(name).collect();
        assert_eq!(names.len(), COUNT);
    }
}
