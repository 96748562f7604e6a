# 案件的文书和卷宗。文书名称在 form.ftl。
document-titled = { $form }（{ $about }）
document-about-time = 第{ $nth }次
document-about-copy = 第{ $nth }份
document-pages = { $pages }页
document-missing = 有字库没有的字（{ $letters }），文书中以“〓”代替，请手写补上并由当事人确认。
document-dossier = 调解卷宗

document-list-title = 文书
document-list-dossier = 卷宗
document-list-empty = 还没有生成文书。办理到相应步骤时自动生成；需要先给当事人签名的，可以在下面生成。
document-list-produced = 已生成的文书
document-list-early = 生成文书
document-list-early-hint = 按案件现有情况填好，打印后由当事人核对、签名。生成后不能改动；情况有变化的，重新生成一份。
document-list-form = 要生成的文书
document-list-produce = 生成文书

document-dossier-title = 卷宗
document-dossier-documents = 文书
document-dossier-bound = 已装订的卷宗
document-dossier-old = 装订以后案件又有办理，请重新装订。
document-dossier-file = 卷宗文件
document-dossier-read = 查看卷宗（PDF）
document-dossier-pages = 页数（不含封面、目录和封底）
document-dossier-digest = 数字摘要（SHA-256）
document-dossier-at = 装订时间
document-dossier-archive = 用以上页数和摘要归档
document-dossier-papers = 卷内文书和材料
document-dossier-paper = 名称
document-dossier-standing = 状态
document-dossier-produced = 已生成
document-dossier-brought = 已上传
document-dossier-to-produce = 装订时生成
document-dossier-required = 没有电子件
document-dossier-optional = 没有，可以不附
document-dossier-hint = 装订时先生成还缺的文书，再按目录顺序装成一个文件，加封面、目录、页号、情况说明和封底。录音录像等不能装订的，在目录中注明另存。
document-dossier-bind = 装订卷宗

flash-document-produced = 文书已生成。
flash-dossier-bound = 卷宗已装订。
