"""Talk and needs that say nothing: 已沟通, 今天给客户打电话, followed up (R054, R088, R096). Length proves nothing."""

from __future__ import annotations

import re
from functools import cache

from crmcli.core.fold import fold

_LONGEST = 40
_NOTHING = re.compile(r"[\W_]+")
_WHEN = "今天|今日|昨天|昨日|前天|上午|下午|晚上|刚刚|刚才|刚|本周|上周|这周|已经|已|又|再次|再|继续|持续|正在|正常|日常|定期|首次|初次|第一次|主动|电话|微信|邮件|简单|成功|进行|做了|有"
_WHOM = "(?:给|跟|和|与|向|对|同)?(?:该|这个|本)?(?:客户|他|她|对方|客人|顾客|联系人|负责人)(?:那边)?"
_DID = (
    "打过?了?(?:个|一个|一通|通)?电话|致电|去电|通了?(?:个)?电话|通话|电话|沟通|联系|联络|跟进|跟踪|回访|拜访|交流|聊|聊天|谈|接触|对接|微信|发了?微信|加了?微信|聊了?微信"
    "|发了?消息|发了?信息|发了?短信|发了?邮件|问候|回复|处理|了解情况|了解|询问|咨询|见面|见|面谈"
)
_AFTER = "了|过|中|一下|完成|完毕|完|过了|一次|了一次|一番|几句|了几句|了一下|客户|情况|工作|记录"
_ROUTINE = re.compile(f"(?:(?:{_WHEN}){{0,3}})(?:{_WHOM})?(?:{_WHEN}){{0,2}}(?:{_DID}){{1,2}}(?:{_AFTER}){{0,2}}(?:{_WHOM})?")
_WORDS = """
好 好的 好了 好吧 行 可以 嗯 嗯嗯 收到 知道了 完成 已完成 搞定 搞定了 结束 已处理 处理中 正常 一般 不错 还行 待定 待跟进 待联系 待沟通 需跟进 需要跟进
跟进中 下次再说 下次再聊 回头再说 再说 再看 再联系 保持联系 持续关注 继续关注 关注中 等通知 等回复 等消息 等待 待回复 无 暂无 没有 略 同上 如上 见上 见备注
询问需求 了解需求 沟通需求 确认需求 咨询需求 询问客户需求 了解客户需求 沟通客户需求 挖掘需求 询问情况 了解情况 沟通情况 了解了一下 询问产品 咨询产品
有合作意向 有意向 有意 有需求 有兴趣 感兴趣 有意愿 有合作意愿 有购买意向 有采购意向 有合作需求 意向强 意向较强 意向客户 意向明确 有点兴趣 比较感兴趣 很感兴趣
客户有意向 客户有需求 客户感兴趣 客户有兴趣 客户有合作意向 想合作 想了解 想了解一下 想了解产品 考虑中 考虑一下 再考虑 客户考虑中 需要考虑 对产品感兴趣
对产品有兴趣 对我们产品感兴趣 有潜在需求 潜在需求 需求待定 需求不明 需求不详 电话沟通 微信沟通 邮件沟通 电话联系 微信联系 聊得不错 聊得很好 沟通良好 沟通顺利
沟通愉快 沟通不错 谈得不错 打招呼 打了招呼 打了个招呼 寒暄 嘘寒问暖 维护客户 客户维护 维护关系 客情维护 日常维护 日常跟进 例行回访 例行跟进 例行 测试
ok okay okey k done yes y no n fine good nice sure na none nil nothing test tbd asap
call called callback calledback phoned rang phonecall aphonecall hadacall madeacall calledclient calledcustomer calledhim calledher calledthem
calledtheclient calledthecustomer spoke talked talkedto spoketo spokewithclient spokewithcustomer talkedwithclient talkedwithcustomer talkedtoclient
talkedtocustomer spoketoclient spoketocustomer spokewiththeclient spoketothecustomer chat chatted hadachat emailed email sentemail sentanemail
mailed messaged sentmessage sentamessage wechat texted contact contacted contactedclient contactedcustomer contactedtheclient contactedthecustomer
followup followedup followingup followupdone followupcall followedupwithclient followedupwithcustomer followedupwiththeclient
followedupwiththecustomer willfollowup tofollowup needtofollowup needsfollowup keepfollowingup intouch keepintouch gotintouch touchbase touchedbase
checkin checkedin met meeting hadameeting metclient metcustomer discussed discussion talkedabout discussedneeds askedneeds askedaboutneeds
askedaboutrequirements interested isinterested clientinterested customerinterested clientisinterested customerisinterested hasinterest hasneeds
potential maybe later pending inprogress wip update updated completed finished noted seenotes asabove same
"""


@cache
def _stop_list() -> frozenset[str]:
    return frozenset(fold(word) for word in _WORDS.split())


def is_vague(text: str) -> bool:
    """Whether the whole text of a talk or a need is a phrase that says nothing (product.md §8).

    Width, case, blanks and punctuation do not count, and there is no minimum length: 同意报价 says something.
    """
    if len(text) > 4 * _LONGEST:
        return False
    said = _NOTHING.sub("", fold(text))
    if not said:
        return True
    if len(said) > _LONGEST:
        return False
    return said in _stop_list() or len(set(said)) == 1 and not said.isdigit() or _ROUTINE.fullmatch(said) is not None
