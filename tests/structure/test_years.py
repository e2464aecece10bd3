"""Year and period, from every place where they may stand, and what must not be taken for them."""

from __future__ import annotations

import pytest

from extractor.model import Told
from extractor.profile import identify
from extractor.rules import load_rules
from tests.structure.build import BODY, LONG, parts, who

YEARS = {
    "title": (("云水镇2019年双拥工作总结", BODY), 2019, "title", "2019"),
    "Chinese digits": (("云水镇二〇一九年双拥工作总结", BODY), 2019, "title", "2019"),
    "first half": (("云水镇2019年上半年双拥工作总结", BODY), 2019, "title", "2019-40"),
    "second half": (("2019年下半年双拥工作总结", BODY), 2019, "title", "2019-41"),
    "quarter": (("2019年第一季度双拥工作总结", BODY), 2019, "title", "2019-01/2019-03"),
    "months": (("2019年1-6月双拥工作总结", BODY), 2019, "title", "2019-01/2019-06"),
    "and the next": (("2019年双拥工作总结及2020年工作打算", BODY), 2019, "title", "2019"),
    "several years": (("2016—2019年双拥工作情况汇报", BODY), None, "title", "2016/2019"),
    "several years, written out": (("2016年至2019年双拥工作情况汇报", BODY), None, "title", "2016/2019"),
    "several years, in the first sentence": (
        (
            "双拥工作汇报",
            "现将我县2016年至2019年双拥工作情况汇报如下：四年来，我县发放优待金268万元。" + BODY,
        ),
        None,
        "first_sentence",
        "2016/2019",
    ),
    "school year": (("2019—2020学年国防教育工作总结", BODY), 2019, "title", "2019-09/2020-08"),
    "masked": (("20xx年双拥工作总结", BODY), None, "none", None),
    "at the title's head": (("2020乡镇双拥工作计划", BODY), 2020, "title", "2020"),
    "in brackets": (("双拥工作总结（2016）", BODY), 2016, "title", "2016"),
    "two digits": (("16年双拥工作总结", BODY), 2016, "title", "2016"),
    "two digits at the end": (("学校双拥工作总结13年", BODY), 2013, "title", "2013"),
    "between unit and genre": (("社区2021双拥工作计划模板", BODY), 2021, "title", "2021"),
    "army day": (
        ("双拥工作总结", "在第93个“八一”建军节来临之际，我镇举办了座谈会。" + BODY),
        2020,
        "anniversary",
        "2020",
    ),
    "a count of years": (("20年双拥工作总结", BODY), None, "none", None),
    "years of faith": (("16年如一日，情系老兵", BODY), None, "none", None),
    "plan period": (("云水镇“十二五”期间双拥工作总结", BODY), None, "title", "2011/2015"),
    "years untold": (("五年来双拥工作总结", BODY, LONG, "柳溪县双拥办", "2017年3月10日"), None, "none", None),
    "years told further down": (
        ("近三年双拥工作总结", "2017年至2019年，我镇认真开展双拥工作。"),
        None,
        "title",
        "2017/2019",
    ),
    "years reported": (("双拥工作总结", "现将五年来的双拥工作总结如下：", LONG, "2017年3月10日"), None, "none", None),
    "reported": (("双拥工作总结", "现将我乡2014年双拥工作总结如下：", LONG), 2014, "first_sentence", "2014"),
    "past": (("双拥工作总结", "刚刚过去的2015年，我镇认真开展双拥工作。"), 2015, "first_sentence", "2015"),
    "purpose": (
        ("双拥工作方案", "为做好2024年双拥工作，结合我镇实际，特制定本方案。", LONG),
        2024,
        "first_sentence",
        "2024",
    ),
    "a notice obeyed": (("双拥工作总结", "根据《关于做好2016年双拥工作的通知》，我镇认真落实。"), None, "none", None),
    "day of an event": (("双拥工作简报", "2019年8月1日，我社区慰问老兵。", LONG), 2019, "first_sentence", "2019"),
    "day of an event behind its occasion": (
        ("双拥工作简报", "春节来临之际，2015年2月9日，云水社区慰问老兵。", LONG),
        2015,
        "first_sentence",
        "2015",
    ),
    "month to month": (
        ("双拥工作总结", "自2014年1月至9月，我局认真开展双拥工作。"),
        2014,
        "first_sentence",
        "2014-01/2014-09",
    ),
    "months of this year": (
        ("双拥工作总结", "今年1-10月，我局认真开展双拥工作。", LONG, "2014年11月3日"),
        2014,
        "signoff",
        "2014-01/2014-10",
    ),
    "honour": (("双拥工作总结", "2018年我院被授予双拥先进单位称号，双拥工作常抓不懈。"), None, "none", None),
    "anniversary in words": (
        ("双拥工作总结", "在庆祝建军八十九周年之际，我镇举办了座谈会。" + BODY),
        2016,
        "anniversary",
        "2016",
    ),
    "plan signed in January": (("双拥工作计划", BODY, LONG, "2020年1月8日"), 2020, "signoff", "2020"),
    "feast of January": (("春节慰问活动总结", BODY, LONG, "2020年1月28日"), 2020, "signoff", "2020"),
    "above an imprint": (
        ("双拥工作总结", BODY, LONG, "2011年12月5日", "主题词：双拥 总结", "抄送：县双拥办。"),
        2011,
        "signoff",
        "2011",
    ),
    "masked title, first sentence": (
        ("20xx年双拥工作总结", "2019年，我镇认真开展双拥工作。"),
        2019,
        "first_sentence",
        "2019",
    ),
    "half in the first sentence": (
        ("双拥工作总结", "2019年上半年，我镇认真开展双拥工作。"),
        2019,
        "first_sentence",
        "2019-40",
    ),
    "founding year": (("双拥工作总结", "我校创建于1956年，2008年成立双拥办。"), None, "none", None),
    "before": (("双拥工作总结", "1982年以前，对军属实行劳动日优待。"), None, "none", None),
    "three quarters": (("双拥工作总结", "2019年前三季度，我镇认真开展双拥工作。"), 2019, "first_sentence", "2019"),
    "since": (("双拥工作总结", "2016年以来，我镇认真开展双拥工作。"), None, "none", None),
    "sign-off": (("双拥工作总结", BODY, LONG, "云水镇人民政府", "2019年12月20日"), 2019, "signoff", "2019"),
    "Chinese sign-off": (("双拥工作总结", BODY, LONG, "二〇一九年十二月二十日"), 2019, "signoff", "2019"),
    "January sign-off": (("双拥工作总结", BODY, LONG, "2020年1月8日"), 2019, "signoff", "2019"),
    "anniversary": (("双拥工作总结", "今年是建军92周年，我镇举办了座谈会。" + BODY), 2019, "anniversary", "2019"),
    "a blank before 年": (("双拥工作总结", "2019 年，我镇认真开展双拥工作。"), 2019, "first_sentence", "2019"),
    "a blank in an anniversary": (("双拥工作总结", "今年是建军 92周年。" + BODY), 2019, "anniversary", "2019"),
    "summed up": (("双拥工作总结", "云水镇2019年度双拥工作总结如下：" + BODY), 2019, "first_sentence", "2019"),
    "years of honours": (("双拥工作汇报", "2014年、2016年、2018年先后三次评优，我区再接再厉。"), None, "none", None),
    "two digits before a school": (("08年学校八一双拥工作总结", BODY), 2008, "title", "2008"),
    "birth": (("先进事迹", "张山，男，1962年出生，柳溪县人。" + BODY), None, "none", None),
    "service": (("先进事迹", "张山，2005年入伍，柳溪县人。" + BODY), None, "none", None),
    "a house's founding": (("事迹材料", "2003年组建的云水供销社现有职工68人。" + BODY), None, "none", None),
    "news of a day": (
        ("柳溪供电公司检修线路", "2019-08-01 柳溪日报", "本报讯（张山）柳溪供电公司组织检修。" + BODY),
        2019,
        "signoff",
        "2019",
    ),
    "a site's own date": (("双拥工作总结", "时间：2019-08-01 来源：网友投稿", BODY, LONG), None, "none", None),
    "republic": (
        ("双拥工作总结", "今年是中华人民共和国成立70周年，我镇举办了座谈会。" + BODY),
        2019,
        "anniversary",
        "2019",
    ),
    "Long March": (("双拥工作计划", "在纪念长征胜利80周年之际，我镇举办座谈会。" + BODY), 2016, "anniversary", "2016"),
    "movement of mutual support": (
        ("双拥工作方案", "今年是延安双拥运动80周年，我镇举办座谈会。" + BODY),
        2023,
        "anniversary",
        "2023",
    ),
    "anniversary of a unit": (("双拥工作总结", "军分区成立70周年之际，我镇前往祝贺。" + BODY), None, "none", None),
    "number of a notice": (
        ("关于做好八一慰问工作的通知", "柳双拥办〔2018〕7号", "各镇人民政府：", "现将有关事项通知如下：", LONG),
        2018,
        "signoff",
        "2018",
    ),
    "masked number": (("关于做好慰问工作的通知", "柳双拥办〔201*〕7号", "各镇：", LONG), None, "none", None),
    "number of a report": (("双拥工作情况的报告", "柳双拥办〔2018〕7号", BODY, LONG), None, "none", None),
    "behind a number": (
        ("关于开展走访的通知", "柳双拥办〔2023〕7号", "各镇：", "2024年是换届之年，现将有关事项通知如下：", LONG),
        2024,
        "first_sentence",
        "2024",
    ),
    "one year throughout": (
        ("柳溪县人民武装部", "武装部为正团级单位。" + BODY, "2009年，整组民兵。" + LONG, "2009年，组织拉练。"),
        2009,
        "body",
        "2009",
    ),
    "two years in the text": (
        (
            "柳溪县人民武装部",
            "武装部为正团级单位。" + BODY,
            "2009年，整组民兵。",
            "2009年，拉练。2008年入伍的战士回乡。",
        ),
        None,
        "none",
        None,
    ),
    "one sentence of a year": (
        ("柳溪县人民武装部", "武装部为正团级单位。" + BODY, "2009年，结成共建单位。" + LONG),
        None,
        "none",
        None,
    ),
    "another anniversary": (("双拥工作总结", "学校举行建校92周年活动。" + BODY), None, "none", None),
    "document sign": (("双拥工作总结", "按照〔2006〕57号文件要求，我镇开展双拥工作。"), None, "none", None),
    "a past year in the body": (("双拥工作总结", BODY, "2008年入伍的战士回乡探亲。"), None, "none", None),
}


@pytest.mark.parametrize(("lines", "year", "basis", "period"), YEARS.values(), ids=YEARS)
def test_years_and_periods(lines: tuple[str, ...], year: int | None, basis: str, period: str | None) -> None:
    found = who(*lines)
    assert (found.year, found.year_basis if found.period else "none", found.period) == (year, basis, period)


def test_a_compilations_title_gives_year_and_period_to_its_parts() -> None:
    found = parts(
        "2023年上半年双拥工作总结(汇总2篇)",
        "双拥工作总结篇一",
        BODY,
        "双拥工作总结篇二",
        "2018年，我镇双拥工作扎实。",
        BODY,
    )
    told = [identify(each, "2011/x.txt", Told(), load_rules()) for each in found]
    assert [(each.year, each.year_basis, each.period) for each in told] == [
        (2023, "compilation_title", "2023-40"),
        (2018, "first_sentence", "2018-40"),
    ]
