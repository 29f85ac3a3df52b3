"""Makes data/t2s.txt and data/pinyin.txt from OpenCC and pypinyin, which only developers install.

Run as `python scripts/make_pinyin.py`, or with --check to see whether the files are what it would write. The readings
below are ours: pypinyin knows what a character can be, not what it is in the name of a person, a place or a firm.
"""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

DATA = Path(__file__).parent.parent / "src" / "crmcli" / "data"

# The usual reading in names, where pypinyin puts another first; then others that are common enough to be typed.
READINGS = """
长 chang zhang|行 xing hang|重 zhong chong|乐 le yue|单 dan|都 du|曾 zeng ceng|解 jie xie|仇 chou
区 qu|查 cha|朴 pu piao|盖 gai ge|翟 zhai di|厦 sha xia|传 chuan|调 diao tiao|藏 cang zang
校 xiao jiao|便 bian pian|卡 ka qia|朝 chao zhao|还 huan hai|和 he|会 hui|率 lv shuai|参 can shen|角 jiao
降 jiang xiang|弹 dan tan|觉 jue jiao|给 gei ji|堡 bao bu|宿 su xiu|种 zhong|柏 bai bo|贾 jia gu|仔 zi zai
薄 bo bao|泊 bo po|阿 a e|畜 xu chu|秘 mi|员 yuan|尉 wei|缪 miao mou|折 zhe|召 zhao|洗 xi
隗 wei kui|晟 sheng cheng|覃 qin tan|谌 chen shen|莘 xin shen|涡 wo guo|铅 qian yan|丽 li|台 tai|佛 fo
匙 chi shi|似 si|什 shi shen|了 le liao|勒 le lei|莞 guan|肋 lei le|娜 na nuo|茜 qian xi|莎 sha suo|芫 yan
茄 qie jia|桔 ju jie|柚 you|俟 si|靓 liang jing|琢 zhuo|囤 tun|磅 bang|扛 kang|掺 chan|豉 chi|潦 liao|漯 luo
荠 ji|褚 chu zhu|栅 zha|祕 mi|呗 bei|盛 sheng|车 che|省 sheng xing|系 xi|屏 ping bing|拓 tuo ta|蓝 lan
汤 tang|露 lu lou|塞 sai se|模 mo mu|血 xue xie|色 se|着 zhe zhuo|著 zhu zhe|番 fan pan|蚌 bang beng|削 xiao
壳 ke|没 mei|臭 chou|伽 jia qie|呢 ne|落 luo|泌 mi bi|浚 jun xun|蔚 wei yu|术 shu|吓 xia he|颉 jie xie
镐 gao hao|炅 jiong gui|玢 bin fen|璇 xuan|瑱 tian zhen|嬛 xuan huan|炮 pao|粘 zhan|卜 bu|燕 yan|郄 qie xi
郗 xi chi|牟 mu mou|那 na nuo|宓 mi fu|乜 nie mie|句 ju|繁 fan po|黑 hei|祭 ji|否 fou|㟥 cen|㡎 shan
"""

# First characters of a person's name that read differently there; the two-character ones are surnames themselves.
SURNAMES = """
单 shan|曾 zeng|解 xie|仇 qiu|区 ou|查 zha|朴 piao|任 ren|华 hua|盖 ge|翟 zhai|缪 miao|召 shao|折 she|乐 yue
员 yun|覃 qin|谌 chen|黑 he|秘 bi|洗 xian|冼 xian|隗 wei|种 chong|繁 po|那 na|佴 nai|晁 chao|郗 xi|郄 qie|乜 nie
句 gou|眭 sui|祭 zhai|褚 chu|都 du|车 che|石 shi|柏 bai|贾 jia|牟 mu|阚 kan|撒 sa|卜 bu|薄 bo|宓 mi|莘 shen
粘 nian|尉 wei|艾 ai|万 wan|尉迟 yu chi|万俟 mo qi|令狐 ling hu|长孙 zhang sun|单于 chan yu|澹台 tan tai
宰父 zai fu|鲜于 xian yu|淳于 chun yu|夏侯 xia hou|皇甫 huang fu|拓跋 tuo ba|独孤 du gu|赫连 he lian
公冶 gong ye|濮阳 pu yang|百里 bai li|相里 xiang li
"""

# Places and words of firms' names in which a character does not have its usual reading.
PHRASES = """
厦门 xia men|重庆 chong qing|六安 lu an|六合 lu he|台州 tai zhou|蚌埠 beng bu|东阿 dong e|番禺 pan yu
长沙 chang sha|长春 chang chun|长安 chang an|长子县 zhang zi xian|东莞 dong guan|乐清 yue qing|乐山 le shan
乐亭 lao ting|蔚县 yu xian|洪洞 hong tong|中牟 zhong mu|牟平 mu ping|浚县 xun xian|泌阳 bi yang|黄陂 huang pi
荥阳 xing yang|荥经 ying jing|单县 shan xian|栖霞 qi xia|涡阳 guo yang|枞阳 zong yang|解州 xie zhou|吴堡 wu bu
柞水 zha shui|西藏 xi zang|什邡 shi fang|犍为 qian wei|大埔 da bu|天台 tian tai
浒墅关 xu shu guan|甪直 lu zhi|盱眙 xu yi|珲春 hun chun|百色 bai se|尉犁 yu li|尉氏 wei shi|铅山 yan shan
莘县 shen xian|莘庄 xin zhuang|亳州 bo zhou|郴州 chen zhou|耒阳 lei yang|歙县 she xian|井陉 jing xing
任丘 ren qiu|朝阳 chao yang|喀什 ka shi|阿坝 a ba|阿里 a li|会稽 kuai ji|丽水 li shui|盛泽 sheng ze|漯河 luo he
瑞金 rui jin|张掖 zhang ye|龟兹 qiu ci|涪陵 fu ling|綦江 qi jiang|北碚 bei bei|长治 chang zhi|银行 yin hang
音乐 yin yue|乐器 yue qi|乐队 yue dui|乐团 yue tuan|乐章 yue zhang|声乐 sheng yue|琴行 qin hang|行业 hang ye
行情 hang qing|行长 hang zhang|商行 shang hang|车行 che hang|分行 fen hang|支行 zhi hang|总行 zong hang
央行 yang hang|同行 tong hang|投行 tou hang|洋行 yang hang|会计 kuai ji|重复 chong fu|重生 chong sheng
重阳 chong yang|院长 yuan zhang|校长 xiao zhang|董事长 dong shi zhang|成长 cheng zhang|会长 hui zhang
店长 dian zhang|局长 ju zhang|厂长 chang zhang|市长 shi zhang|县长 xian zhang|部长 bu zhang|处长 chu zhang
科长 ke zhang|站长 zhan zhang|队长 dui zhang|组长 zu zhang|家长 jia zhang|生长 sheng zhang|增长 zeng zhang
大厦 da sha|便宜 pian yi|调味 tiao wei|调料 tiao liao|空调 kong tiao|调剂 tiao ji|协调 xie tiao|调节 tiao jie
调解 tiao jie|人参 ren shen|海参 hai shen|党参 dang shen|参茸 shen rong|给排水 ji pai shui
供给 gong ji|宝藏 bao zang|藏族 zang zu|藏药 zang yao|星宿 xing xiu|薄荷 bo he
车马 che ma|石油 shi you|石化 shi hua|系统 xi tong|率先 shuai xian|降伏 xiang fu|朝夕 zhao xi
朝晖 zhao hui|朝霞 zhao xia|仔猪 zi zhu|牛仔 niu zai|星巴克 xing ba ke
"""


def pairs(block: str) -> dict[str, list[str]]:
    """Word → readings, of one of the blocks above."""
    return {
        word: readings for word, *readings in (item.split() for item in block.replace("|", "\n").split("\n") if item)
    }


def toneless(syllable: str) -> str:
    """A syllable in plain letters: without tones, ü as v."""
    letters = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii())


def t2s() -> str:
    """Two lines of equal length: traditional characters, and the simplified one for each."""
    import opencc

    folder = Path(opencc.__file__).parent / "dictionary"
    simpler = {old: new.split()[0] for old, new in _columns(folder / "TSCharacters.txt")}
    for name in ("HKVariants.txt", "TWVariants.txt"):  # 衞 is written for 衛 in Hong Kong
        for usual, variants in _columns(folder / name):
            for variant in variants.split():
                if not _in_gb2312(variant):
                    simpler.setdefault(variant, usual)
    simpler["瞭"] = "了"
    del simpler["乾"]  # 乾 is itself in simplified names (乾元), and 干 would be another firm
    final = {old: _last(old, simpler) for old in sorted(simpler)}
    # Simplified forms outside the basic plane are in no font and no input method; the traditional one stays.
    final = {old: new for old, new in final.items() if old != new and ord(new) < 0x10000}
    return "".join(final) + "\n" + "".join(final.values()) + "\n"


def _columns(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]


def _in_gb2312(char: str) -> bool:
    try:
        return bool(char.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _last(char: str, simpler: dict[str, str]) -> str:
    """Follow the table to its end, so that folding twice is folding once."""
    seen = {char}
    while (following := simpler.get(char, char)) not in seen:
        seen.add(following)
        char = following
    return char


def pinyin() -> str:
    """Four blocks: usual reading and its characters; other readings; surnames; phrases."""
    from pypinyin.pinyin_dict import pinyin_dict

    ours = pairs(READINGS)
    groups: dict[str, list[str]] = {}
    for point in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)):
        if chr(point) in ours or point in pinyin_dict:
            usual = ours.get(chr(point)) or [toneless(pinyin_dict[point].split(",")[0])]
            groups.setdefault(usual[0], []).append(chr(point))
    usual_of = {char: reading for reading, chars in groups.items() for char in chars}
    others = {char: readings[1:] for char, readings in ours.items() if readings[1:]}
    blocks = (
        [f"{reading} {''.join(groups[reading])}" for reading in sorted(groups)],
        [f"{char} {' '.join(readings)}" for char, readings in sorted(others.items())],
        _unsettled(SURNAMES, usual_of, others),
        _unsettled(PHRASES, usual_of, others),
    )
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _unsettled(block: str, usual_of: dict[str, str], others: dict[str, list[str]]) -> list[str]:
    """Lines of the words whose reading their characters alone do not settle."""
    return [
        f"{word} {' '.join(syllables)}"
        for word, syllables in sorted(pairs(block).items())
        if syllables != [usual_of[char] for char in word] or any(char in others for char in word)
    ]


def main() -> int:
    """Write both files, or with --check compare them; 1 when one is not as it should be."""
    stale = 0
    for name, text in (("t2s.txt", t2s()), ("pinyin.txt", pinyin())):
        path = DATA / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale = 1
            if "--check" in sys.argv:
                sys.stderr.write(f"{path} is not what scripts/make_pinyin.py makes\n")
            else:
                path.write_text(text, encoding="utf-8")
    return stale if "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
