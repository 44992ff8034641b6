"""The draft that ships: our own neutral words, to be read and changed by the coordinator before anybody is asked."""

from portal.consent.texts import Scope

MONTHS = 24
DRAFT = {
    "": (
        "This programme helps factories to work better and to be better places to work. To do so, its people come to your factory, train "
        "managers and workers, and write down what changes. Taking part is free, and you can stop at any time without giving a reason. "
        "Please answer each part below with yes or no. You can take back each yes later, part by part, on your factory’s page.",
        "یہ پروگرام فیکٹریوں کی مدد کرتا ہے کہ کام بہتر ہو اور کام کی جگہ بھی بہتر بنے۔ اس کے لیے پروگرام کے لوگ آپ کی فیکٹری آتے ہیں، منیجروں اور "
        "ورکروں کو تربیت دیتے ہیں اور جو بدلتا ہے وہ لکھتے ہیں۔ حصہ لینا مفت ہے اور آپ جب چاہیں وجہ بتائے بغیر رک سکتے ہیں۔ نیچے ہر حصے کا جواب ہاں "
        "یا نہیں میں دیں۔ ہر ہاں بعد میں، حصہ بہ حصہ، اپنی فیکٹری کے صفحے پر واپس لی جا سکتی ہے۔",
    ),
    Scope.DATA: (
        "The programme’s staff and our trainer may see what our team writes down in this portal: projects, numbers, photos and training. "
        "Without this part a factory cannot take part. If it is taken back, nothing more is written down, and only counts without our name stay.",
        "ہماری ٹیم اس پورٹل میں جو لکھتی ہے، یعنی پراجیکٹ، نمبر، فوٹو اور ٹریننگ، وہ پروگرام کا سٹاف اور ہمارا ٹرینر دیکھ سکتا ہے۔ اس حصے کے بغیر فیکٹری "
        "شامل نہیں ہو سکتی۔ یہ واپس لیا جائے تو آگے کچھ نہیں لکھا جاتا، اور صرف وہ گنتی رہتی ہے جس میں ہمارا نام نہیں۔",
    ),
    Scope.DONOR: (
        "The donor who pays for the programme may read our factory’s name beside our results.",
        "پروگرام کا خرچ دینے والا ڈونر ہمارے نتائج کے ساتھ ہماری فیکٹری کا نام پڑھ سکتا ہے۔",
    ),
    Scope.ALUMNI: (
        "Other factories that completed the programme may see what we improved, and learn from it.",
        "پروگرام مکمل کرنے والی دوسری فیکٹریاں دیکھ سکتی ہیں کہ ہم نے کیا بہتر کیا، اور اس سے سیکھ سکتی ہیں۔",
    ),
    Scope.PHOTOS: (
        "Photos of our workplaces and our factory’s name may be shown to everybody. No photo shows anybody under 18.",
        "ہماری کام کی جگہوں کے فوٹو اور فیکٹری کا نام سب کو دکھایا جا سکتا ہے۔ کسی فوٹو میں 18 سال سے کم عمر کوئی نہیں ہوگا۔",
    ),
    Scope.CONTACT: (
        "The programme may call or visit us again after the training has ended, to ask what lasted.",
        "ٹریننگ ختم ہونے کے بعد پروگرام ہمیں دوبارہ فون کر سکتا ہے یا آ سکتا ہے، یہ پوچھنے کے لیے کہ کیا قائم رہا۔",
    ),
}
