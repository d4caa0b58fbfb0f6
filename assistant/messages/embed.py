"""What the button, the element and the page that shows them say."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "widget.title": ("讲话问答", "Ask the Speech"),
    "widget.close": ("关闭", "Close"),
    "widget.size": ("放大或还原", "Larger or smaller"),
    "widget.silent": (
        "讲话问答暂时打不开，请稍后再试；如一直如此，请管理员检查服务是否在运行、本网站是否在 ASSISTANT_EMBED_ORIGINS 之列。",
        "The assistant does not open. Try again in a moment; if it stays so, ask the administrator whether the server "
        "runs and this site is listed in ASSISTANT_EMBED_ORIGINS.",
    ),
    "widget.again": ("再试一次", "Try again"),
    "demo.title": ("嵌入网页", "Embed in a page"),
    "demo.intro": (
        "把讲话问答放进门户或新闻页面：以下三种方式，复制代码粘贴即可。使用前，请管理员把页面所在网站的来源写入 "
        "ASSISTANT_EMBED_ORIGINS，例如 http://portal.example.com，然后重启服务。",
        "Put the assistant into a portal or a news page: three ways, each to be copied and pasted. Before that, the "
        "administrator adds the page's origin, such as http://portal.example.com, to ASSISTANT_EMBED_ORIGINS and "
        "restarts the server.",
    ),
    "demo.button": ("悬浮按钮", "A floating button"),
    "demo.button_how": (
        "一行代码，按钮出现在页面右下角，点开即可提问。",
        "One line; the button appears at the lower right and opens the conversation.",
    ),
    "demo.element": ("页面内嵌", "A place in the page"),
    "demo.element_how": (
        '同一个脚本提供 <speech-assistant> 元素，放在正文需要的位置；只要内嵌、不要按钮时加 data-button="none"。',
        'The same script defines the element <speech-assistant> for any place in the text; with data-button="none" '
        "there is no floating button.",
    ),
    "demo.frame": ("只用 iframe", "An iframe alone"),
    "demo.frame_how": ("不需要脚本的页面可以直接用 iframe。", "For pages that take no script."),
    "demo.script": ("从页面调用", "Calls from the page"),
    "demo.script_how": (
        "页面可以打开、提问、关闭，并接收答案及其出处。",
        "The page can open, ask and close it, and receives each answer with its citations.",
    ),
    "demo.options": ("可选属性", "Attributes"),
    "demo.options_how": ("写在 script 标签或元素上，均可省略。", "On the script or the element; each may be left out."),
    "demo.option.title": ("标题", "the title"),
    "demo.option.label": ("按钮上的字，默认同标题", "the words on the button; the title by default"),
    "demo.option.lang": ("zh 或 en，默认随浏览器", "zh or en; the browser's by default"),
    "demo.option.theme": ("light 或 dark，默认随系统", "light or dark; the system's by default"),
    "demo.option.color": ("颜色，如 #1f4e8c", "a colour, such as #1f4e8c"),
    "demo.option.position": ("按钮在 right 或 left", "the button's side, right or left"),
    "demo.option.z_index": ("按钮的层级", "the button's z-index"),
    "demo.option.height": ("内嵌元素的高度，像素", "the element's height in pixels"),
    "demo.option.open": ("打开页面即展开", "open as the page opens"),
    "demo.option.button": ("none：不显示按钮", "none: no floating button"),
    "demo.copy": ("复制", "Copy"),
    "demo.copied": ("已复制", "Copied"),
    "demo.ask": ("试一试：让页面提问", "Try it: let the page ask"),
    "demo.question": ("这篇讲话的主要内容是什么？", "这篇讲话的主要内容是什么？"),
    "demo.heard": ("页面收到的答案：", "What the page received: "),
    "demo.back": ("返回问答", "Back to the assistant"),
}
