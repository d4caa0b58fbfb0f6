"""What the page for administrators, /admin/evaluate, says."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "admin.name": ("讲话问答", "Ask the Speech"),
    "admin.title": ("评测", "Evaluation"),
    "admin.about": ("评测的是：{title}", "What is evaluated: {title}"),
    "admin.back": ("回到问答", "Back to the questions"),
    "admin.intro": (
        "用一份题目文件检验回答是否可信：逐题提问，核对要点、出处和该拒答的题，生成一份报告。",
        "A file of questions shows whether the answers can be trusted: each is asked, its facts, sources and refusals "
        "are checked, and a report is written.",
    ),
    "admin.choose": ("选择题目文件", "Choose a file of questions"),
    "admin.drop": ("或把文件拖到这里", "or drop it here"),
    "admin.formats": (
        ".xlsx、.csv、.jsonl、.yaml，不超过 {limit} MB",
        ".xlsx, .csv, .jsonl or .yaml, up to {limit} MB",
    ),
    "admin.template": ("下载空表", "Download it"),
    "admin.template_how": (
        "还没有题目？可在空表里填写，各列都有说明。",
        "No questions yet? Fill in the empty spreadsheet; it explains each column.",
    ),
    "admin.template_file": ("题目空表.xlsx", "questions.xlsx"),
    "admin.sending": ("正在上传并检查“{name}”……", "Sending and checking “{name}”…"),
    "admin.too_large": (
        "“{name}”超过 {limit} MB，请分成几个文件。",
        "“{name}” exceeds {limit} MB: divide it into several files.",
    ),
    "admin.sound": (
        "“{name}”共 {questions} 道题，没有错误，可以开始。",
        "“{name}”: {questions} questions, no faults; it can be run.",
    ),
    "admin.warned": (
        "“{name}”共 {questions} 道题，没有错误，有 {warnings} 处提醒；可以开始，也可以先核对。",
        "“{name}”: {questions} questions, no faults, {warnings} warnings; run it, or look at them first.",
    ),
    "admin.faulty": (
        "“{name}”有 {faults} 处错误。请按下表改正后重新选择文件。",
        "“{name}” has {faults} faults. Correct them as listed and choose the file again.",
    ),
    "admin.faults_cut": (
        "“{name}”的错误很多，只检查到前 {faults} 处。请按下表改正后重新选择文件。",
        "“{name}” has many faults; these are the first {faults}. Correct them and choose the file again.",
    ),
    "admin.fault_row": ("行", "Row"),
    "admin.fault_column": ("列", "Column"),
    "admin.fault_what": ("问题", "What is wrong"),
    "admin.against": ("与哪次评测比较", "Compare with"),
    "admin.against_none": ("不比较", "nothing"),
    "admin.start": ("开始评测", "Run"),
    "admin.other": ("换一个文件", "Another file"),
    "admin.cancel": ("停止", "Stop"),
    "admin.stopping": ("正在停止……", "Stopping…"),
    "admin.running": ("正在评测“{name}”", "Evaluating “{name}”"),
    "admin.progress": ("{done} / {total} 题", "{done} of {total} questions"),
    "admin.left": ("约剩 {time}", "about {time} left"),
    "admin.seconds": ("{count} 秒", "{count} s"),
    "admin.minutes": ("{count} 分钟", "{count} min"),
    "admin.writing": ("正在写报告……", "Writing the report…"),
    "admin.runs": ("历次评测", "Earlier runs"),
    "admin.runs_none": ("还没有评测过。", "There are none yet."),
    "admin.run_when": ("时间", "When"),
    "admin.run_file": ("题目文件", "File of questions"),
    "admin.run_questions": ("题数", "Questions"),
    "admin.count": ("{count} 题", "{count}"),
    "admin.run_good": ("处理正确", "Handled rightly"),
    "admin.run_state": ("状态", "State"),
    "admin.state.running": ("进行中", "running"),
    "admin.state.done": ("已完成", "done"),
    "admin.state.stopped": ("已停止", "stopped"),
    "admin.state.failed": ("没有完成", "failed"),
    "admin.look": ("查看报告", "Report"),
    "admin.go_on": ("继续", "Go on"),
    "admin.report": ("评测报告：{name}", "Report: {name}"),
    "admin.download": ("下载", "Download"),
    "admin.file.html": ("网页", "Page"),
    "admin.file.xlsx": ("逐题表格", "Spreadsheet"),
    "admin.file.csv": ("CSV", "CSV"),
    "admin.file.json": ("JSON", "JSON"),
    "admin.file.zip": ("全部（zip）", "All (zip)"),
    "admin.stem": ("{name}-评测-{id}", "{name}-evaluation-{id}"),
    "admin.lost": (
        "与服务器的连接中断，正在重试；评测在服务器上继续，不受影响。",
        "The connection was lost and is tried again; the run goes on at the server.",
    ),
    "admin.failed": ("服务器没有应答，请稍后再试。", "The server does not answer: try again in a moment."),
    "admin.noscript": ("这一页需要启用 JavaScript。", "This page needs JavaScript: switch it on."),
    "admin.sign_in": ("管理员登录", "For administrators"),
    "admin.token": ("令牌", "Token"),
    "admin.enter": ("进入", "Enter"),
    "error.admin_forbidden": (
        "评测页只对管理员开放。请在运行服务的电脑上用 http://127.0.0.1:端口/admin/evaluate 打开，"
        "或由管理员设置 ASSISTANT_ADMIN_TOKEN 并重启服务，再凭令牌进入。",
        "The evaluation is for administrators. On the machine that runs the server, open "
        "http://127.0.0.1:PORT/admin/evaluate; or set ASSISTANT_ADMIN_TOKEN, restart, and enter with the token.",
    ),
    "error.admin_token_needed": (
        "请输入管理员令牌，即服务设置 ASSISTANT_ADMIN_TOKEN 的值；程序访问请带上 Authorization: Bearer 令牌。",
        "Enter the administrator's token, the server's setting ASSISTANT_ADMIN_TOKEN; a program sends it as "
        "Authorization: Bearer TOKEN.",
    ),
    "error.admin_token_wrong": (
        "令牌不对，请核对服务设置 ASSISTANT_ADMIN_TOKEN 的值后再输入。",
        "That is not the token: compare it with the server's setting ASSISTANT_ADMIN_TOKEN.",
    ),
    "error.cross_site": (
        "这个请求来自别的网站，没有执行。请在评测页上操作。",
        "The request came from another site and was not carried out: use the evaluation's own page.",
    ),
    "error.upload_too_large": (
        "文件超过 {limit} MB，没有上传。请把题目分成几个文件。",
        "The file exceeds {limit} MB and was not taken: divide the questions into several files.",
    ),
    "error.run_in_progress": (
        "已有一次评测在进行（{name}）。请等它结束，或先停止它。",
        "A run is under way ({name}): wait for its end, or stop it first.",
    ),
    "error.run_unknown": (
        "没有这次评测，或它没有这份文件。请刷新页面，从列表中选择。",
        "There is no such run, or it has no such file: load the page again and choose from the list.",
    ),
}
