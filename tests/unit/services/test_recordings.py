"""Recordings on their way into a case; what hears them is replaced where its weights aren't."""

import wave
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.domain.case import SourceKind
from assistant.domain.findings import FindingKind
from assistant.domain.interviews import ConsentTo
from assistant.domain.progress import Progress, Stopped
from assistant.domain.quantities import Lang
from assistant.domain.tongues import two_tongued
from assistant.errors import InputError
from assistant.intake.hearing import interview_from
from assistant.intake.hearing_job import ClipAsked, DeliveryAsked, ListenAsked, Listened, refusal
from assistant.intake.recordings import is_recording
from assistant.intake.workers import Control
from assistant.services import delivering, interview_clip, interviewing
from assistant.services.desk import LocalDesk, open_desk
from assistant.services.doctor import checkup
from assistant.settings import Settings
from assistant.storage.checkpoints import checkpoint
from audio.departures import Baseline, Departure, Feature
from audio.problems import AudioProblem, ProblemKind
from audio.transcript import Notice, SpeakerMethod, Transcript, Utterance, Word
from audio.utterances import utterance_from

TALK = (
    ("S1", "现在有多少员工？", 1.0, 0.9),
    ("S2", "六十来个人。", 4.0, 0.4),
    ("S2", "净利润三百万。", 8.0, 0.9),
)


def settings_of(tmp_path: Path, **more: str) -> Settings:
    return Settings(home=tmp_path / "home", lang=Lang.ZH, by="李雷", embeddings="off", **more)


@pytest.fixture
def desk(tmp_path: Path) -> LocalDesk:
    return open_desk(settings_of(tmp_path))


@pytest.fixture
def case(desk: LocalDesk) -> str:
    case = desk.new_case("青禾示例食品")
    desk.set_fields(case, [("applicant.employees", "63"), ("net_profit@FY2024", "1870000")], "")
    return case


@pytest.fixture
def wav(tmp_path: Path) -> Path:
    path = tmp_path / "访谈.wav"
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(bytes(16000))
    return path


def said(speaker: str, text: str, at: float, sure: float) -> Utterance:
    word = Word(text=text, start_s=at, end_s=at + 2, probability=sure, speaker=speaker)
    return Utterance(
        start_s=at,
        end_s=at + 2,
        speaker=speaker,
        language="zh",
        text=text,
        confidence=sure,
        words=(word,),
    )


def unsure_line() -> Utterance:
    """``We have [no guar] none``: the middle words were heard unsurely."""
    parts = (" We have", " no", " guar", " none.")
    words = [
        Word(text=t, start_s=n, end_s=n + 0.9, probability=p, speaker="S1", language="en")
        for n, (t, p) in enumerate(zip(parts, (0.9, 0.3, 0.3, 0.9), strict=True))
    ]
    return utterance_from(words, "en")


def test_unsure_words_keep_their_place_in_the_line() -> None:
    spoken = transcript().model_copy(update={"utterances": (unsure_line(),)})
    (line,) = interview_from(spoken, "s", "a.wav").lines
    assert [line.text[a:b] for a, b in line.unsure] == [" no guar"]
    assert line.weak == ("unsure_words",)


def transcript() -> Transcript:
    return Transcript(
        recording_sha256="0" * 64,
        duration_s=10.0,
        model="m#1",
        method=SpeakerMethod.VOICEPRINT,
        utterances=tuple(said(*one) for one in TALK),
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the children were asked; they answer with the talk above and the last line marked."""
    heard: list[object] = []

    def listen(wanted: ListenAsked, control: Control) -> Listened:
        heard.append(wanted)
        step = Progress(subject=wanted.name, stage="listening", done=60, total=90, unit="seconds")
        control.report(step)
        control.part('{"done_s": 60}')
        if control.cancelled():
            raise Stopped
        return Listened(transcript=transcript().model_dump_json(), rtf=Decimal("0.2"))

    def deliver(wanted: DeliveryAsked, control: Control) -> Baseline:
        heard.append(wanted)
        feature = Feature(field="p", zh="音高", en="pitch", value=9, usual=1, z=2.34)
        utterances = Transcript.model_validate_json(wanted.transcript).utterances
        last = sum(u.speaker == wanted.speaker for u in utterances) - 1
        marked = Departure(
            place=last, start_s=8.0, end_s=10.0, score=2.0, is_marked=True, features=(feature,)
        )
        track = ((4, 180), (8, 210))
        return Baseline(others=9, seconds=30.0, departures=(marked,), track=track)

    monkeypatch.setattr(interviewing, "listen_apart", listen)
    monkeypatch.setattr(delivering, "delivery_apart", deliver)
    return heard


def add(desk: LocalDesk, case: str, path: Path) -> list[object]:
    return list(desk.add_interview(case, path, lambda: False))


def test_a_recording_is_heard_kept_and_searched(
    desk: LocalDesk, case: str, wav: Path, asked: list[object]
) -> None:
    steps = add(desk, case, wav)
    assert isinstance(steps[0], Progress)
    assert steps[-1].ok
    source = next(s for s in desk.case(case).sources if s.kind is SourceKind.RECORDING)
    kept = next((desk_folder(desk, case) / "sources").iterdir())
    assert kept.name == source.id
    assert kept.read_bytes() == wav.read_bytes()
    held = desk.interview(case).interview
    assert (held.guess, held.rtf, held.method) == ("S2", Decimal("0.2"), "voiceprint")
    assert "青禾示例食品" in asked[0].hotwords
    assert desk.search(case, "净利润三百万")[0].source_name == "访谈.wav"
    assert any("录音的同意" in notice for notice in held.notices)
    desk.consent(case, ConsentTo.RECORDING, ("王芳", "口头"))
    assert not any("录音的同意" in n for n in desk.interview(case).interview.notices)
    desk.consent(case, ConsentTo.RECORDING, ("王芳", "电话"), withdrawn=True)
    assert any("录音的同意" in n for n in desk.interview(case).interview.notices)


def desk_folder(desk: LocalDesk, case: str) -> Path:
    return desk._office.store(case).folder


def test_delivery_waits_for_consent_and_for_the_owner_and_never_hears_the_manager(
    desk: LocalDesk, case: str, wav: Path, asked: list[object]
) -> None:
    add(desk, case, wav)
    assert "声音分析的同意" in desk.interview(case).interview.voice
    desk.consent(case, ConsentTo.VOICE, ("王芳", "签字"))
    assert "尚未确认" in desk.interview(case).interview.voice
    assert [type(one) for one in asked] == [ListenAsked]
    desk.relabel(case, "", {"S2": "owner", "S1": "manager"}, lambda: False)
    assert [one.speaker for one in asked if isinstance(one, DeliveryAsked)] == ["S2"]
    held = desk.interview(case).interview
    # the second of the owner's two utterances is line 2 of the transcript
    assert [d.line for d in held.departures] == [2]
    voice = [f for f in desk.case(case).findings if f.kind is FindingKind.DELIVERY]
    assert "音高+2.3" in voice[0].statement.text_zh
    assert "2/98" in voice[0].statement.text_en
    assert held.pitch_hz == ((4, 180), (8, 210))
    desk.consent(case, ConsentTo.VOICE, ("王芳", "电话"), withdrawn=True, of=("", "S2"))
    held = desk.interview(case).interview
    assert (held.departures, held.pitch_hz) == ((), ())
    assert "本人不同意" in held.voice
    desk.consent(case, ConsentTo.VOICE, ("王芳", "签字"), of=("", "S2"))
    assert desk.interview(case).interview.pitch_hz
    desk.consent(case, ConsentTo.VOICE, ("王芳", "撤回"), withdrawn=True)
    held = desk.interview(case).interview
    assert (held.departures, held.pitch_hz) == ((), ())
    assert not [f for f in desk.case(case).findings if f.kind is FindingKind.DELIVERY]


def test_what_was_called_off_goes_on_from_its_checkpoint(
    desk: LocalDesk, case: str, wav: Path, asked: list[object]
) -> None:
    with pytest.raises(Stopped):
        list(desk.add_interview(case, wav, lambda: True))
    assert desk.interviews(case) == ()
    add(desk, case, wav)
    assert [one.begun for one in asked] == ["", '{"done_s": 60}']
    folder = desk_folder(desk, case)
    assert checkpoint(folder, desk.interviews(case)[0].source) == ""


def test_adding_a_recording_like_any_file_hears_it(
    desk: LocalDesk, case: str, wav: Path, asked: list[object]
) -> None:
    steps = list(desk.add(case, [wav], lambda: False))
    assert steps[-1].ok
    assert len(desk.interviews(case)) == 1


def test_without_its_model_a_recording_is_refused_with_what_to_do(
    tmp_path: Path, wav: Path
) -> None:
    desk = open_desk(settings_of(tmp_path, speech_model="nowhere"))
    case = desk.new_case("甲")
    with pytest.raises(InputError, match="no faster-whisper model") as caught:
        add(desk, case, wav)
    assert "访谈.wav" in caught.value.zh
    assert "pip install" in caught.value.hint
    part = next(p for p in checkup(desk._office.settings) if p.name == "speech model")
    assert not part.ok
    assert "pip install" in part.remedy


@pytest.mark.parametrize(
    ("head", "sound"),
    [
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", True),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", False),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", True),
        (b"\xff\xfb\x90\x64" + bytes(12), True),
        (b"\xff\xd8\xff\xe0" + bytes(12), False),
        (b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00", True),
        (b"\x00\x00\x00\x20ftypheic\x00\x00\x00\x00", False),
        (b"%PDF-1.7" + bytes(8), False),
        ("老板：去年".encode(), False),
    ],
)
def test_sound_is_told_by_how_a_file_begins(tmp_path: Path, head: bytes, sound: bool) -> None:
    path = tmp_path / "x"
    path.write_bytes(head)
    assert is_recording(path) is sound


def test_an_utterance_of_the_managers_is_taken_from_the_owner_s_voice(
    desk: LocalDesk, case: str, wav: Path, asked: list[object]
) -> None:
    add(desk, case, wav)
    desk.consent(case, ConsentTo.VOICE, ("王芳", "签字"))
    desk.relabel(case, "", {"S2": "owner", "S1": "manager"}, lambda: False)
    desk.correct_line(case, "", 1, ("六十来个人？", "S1"))
    last = [one for one in asked if isinstance(one, DeliveryAsked)][-1]
    spoken = Transcript.model_validate_json(last.transcript).utterances
    assert [u.speaker for u in spoken] == ["S1", "S1", "S2"]
    assert not [r for r in desk.interview(case).claims if r.claim.line == 1]


def test_a_passage_is_cut_out_of_the_kept_recording(
    desk: LocalDesk,
    case: str,
    wav: Path,
    asked: list[object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cut(wanted: ClipAsked) -> None:
        asked.append(wanted)
        wanted.out.write_bytes(wanted.path.read_bytes())

    monkeypatch.setattr(interview_clip, "clip_apart", cut)
    add(desk, case, wav)
    done = desk.export_clip(case, "", 1, tmp_path / "段.wav")
    assert done.read_bytes() == wav.read_bytes() == desk.passage(case, "", 1).wav
    # the words stand from 4 to 6 s; 0.3 s are left on either side
    assert (asked[-1].start_s, asked[-1].end_s, asked[-1].speed) == (3.7, 6.3, 1.0)
    heard = desk.passage(case, "", 1, 1.5, goes_on=True)
    # from the same moment on, for five minutes, half as fast again
    assert (heard.start_s, asked[-1].end_s, asked[-1].speed) == (3.7, 303.7, 1.5)
    assert any(a.action == "export" and "00:04" in a.subject for a in desk.audit_lines(case))
    with pytest.raises(InputError, match="can't write"):
        desk.export_clip(case, "", 1, tmp_path / "x.mp3")


def test_silence_is_kept_and_said_to_hold_no_words(
    desk: LocalDesk, case: str, wav: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Notice(code="no_speech", zh="录音中没有识别到说话", en="no speech was recognised")
    silent = (
        transcript().model_copy(update={"utterances": (), "notices": (told,)}).model_dump_json()
    )
    heard = Listened(transcript=silent, rtf=Decimal("0.1"))
    monkeypatch.setattr(interviewing, "listen_apart", lambda wanted, control: heard)
    add(desk, case, wav)
    held = desk.interview(case).interview
    assert (held.lines, held.guess) == ((), "")
    spoken = [notice for notice in held.notices if "说话" in notice]
    assert spoken == [two_tongued(told.zh, told.en)]
    assert held.voice == ""  # nothing is said of a delivery that there was none of


def test_a_refusal_names_the_recording_once() -> None:
    named = AudioProblem(ProblemKind.NOT_AUDIO, "a.wav: no sound", "a.wav：没有声音")
    bare = AudioProblem(ProblemKind.NO_MODEL, "no model", "没有模型")
    assert refusal("a.wav", named).message == "a.wav: no sound"
    assert refusal("a.wav", bare).zh == "a.wav：没有模型"
