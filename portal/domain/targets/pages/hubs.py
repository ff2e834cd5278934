"""Pages of models, data sets, code and AI agents (rows of `permalinks`)."""

from __future__ import annotations

from portal.domain.targets.permalink import Permalink, row

MODELSCOPE = "modelscope.cn modelscope.com"
HUGGING_FACE = "huggingface.co hf-mirror.com hf.co"
NOT_A_REPOSITORY = "(?!(?:features|topics|search|settings|orgs|sponsors|login|about|explore|marketplace)/)"
NOT_A_MODEL = "(?!(?:docs|blog|papers|collections|organizations|settings|login|spaces|datasets|models)(?:/|$))"

HUBS: tuple[Permalink, ...] = (
    row(
        "github",
        "repository",
        "github.com",
        rf"/{NOT_A_REPOSITORY}([\w-]+)/([\w.-]+?)(?:\.git)?(?:/.*)?",
        "https://github.com/{}",
        respell=str.lower,
        with_subdomains=False,
    ),
    row(
        "github",
        "gist",
        "gist.github.com",
        r"/(?:[\w-]+/)?([0-9a-f]{20,40})(?:/.*)?",
        "https://gist.github.com/{}",
        respell=str.lower,
    ),
    row(
        "gitee",
        "repository",
        "gitee.com",
        r"/(?!explore/)([\w-]+)/([\w.-]+?)(?:\.git)?(?:/.*)?",
        "https://gitee.com/{}",
        respell=str.lower,
        with_subdomains=False,
    ),
    row(
        "modelscope",
        "dataset",
        MODELSCOPE,
        r"/datasets/([\w.-]+)/([\w.-]+)(?:/.*)?",
        "https://www.modelscope.cn/datasets/{}",
    ),
    row(
        "modelscope", "model", MODELSCOPE, r"/models/([\w.-]+)/([\w.-]+)(?:/.*)?", "https://www.modelscope.cn/models/{}"
    ),
    row(
        "modelscope", "app", MODELSCOPE, r"/studios/([\w.-]+)/([\w.-]+)(?:/.*)?", "https://www.modelscope.cn/studios/{}"
    ),
    row(
        "huggingface",
        "dataset",
        HUGGING_FACE,
        r"/datasets/([\w.-]+)/([\w.-]+)(?:/.*)?",
        "https://huggingface.co/datasets/{}",
    ),
    row("huggingface", "app", HUGGING_FACE, r"/spaces/([\w.-]+)/([\w.-]+)(?:/.*)?", "https://huggingface.co/spaces/{}"),
    row(
        "huggingface",
        "model",
        HUGGING_FACE,
        rf"/{NOT_A_MODEL}([\w.-]+)/([\w.-]+)(?:/.*)?",
        "https://huggingface.co/{}",
        with_subdomains=False,
    ),
    row("civitai", "model", "civitai.com", r"/models/(\d+)(?:/.*)?", "https://civitai.com/models/{}"),
    row("liblib", "model", "liblib.art", r"/modelinfo/(\w+)", "https://www.liblib.art/modelinfo/{}"),
    row("coze", "agent", "coze.cn", r"/store/(?:agent|bot)/(\d+)", "https://www.coze.cn/store/agent/{}"),
    row(
        "yuanqi", "agent", "yuanqi.tencent.com", r"/(?:agent|webim/#/chat)/(\w+)", "https://yuanqi.tencent.com/agent/{}"
    ),
    row(
        "chatgpt",
        "agent",
        "chatgpt.com chat.openai.com",
        r"/g/(g-[0-9a-z]+)(?:-[\w-]*)?",
        "https://chatgpt.com/g/{}",
        respell=str.lower,
    ),
)
