package org.fedval.agent.secagg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fedval.agent.journal.JournalCounts;
import org.fedval.agent.journal.JournalDamaged;
import org.fedval.agent.journal.SessionJournal;
import org.fedval.agent.privacy.PrivacyLedger;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.SealedFile;
import org.fedval.agent.vault.StableStorage;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.AdvertisedClient;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.body.Result;

/**
 * The sessions of this site on its disk: one journal for each that is open, one small file for each
 * that ended. A session is joined once; it ends when its result is stored, when an abort
 * certificate was seen, or a week after it expired, and then its keys are destroyed. Not
 * thread-safe.
 */
public final class SessionShelf {
  /** How long after a session's end shares may still be asked for. */
  private static final Duration GRACE = Duration.ofDays(7);

  private static final String JOURNAL = ".journal";
  private static final String ENDED = ".ended";
  private static final String SET_ASIDE = ".quarantined";

  private final Path folder;
  private final Kek kek;
  private final StableStorage disk;
  private final SecureRandom random;
  private final Parts parts;
  private final JournalCounts counts;
  private final Map<String, SecAggSession> open = new TreeMap<>();

  /** What the sessions work with. */
  public record Parts(
      SigningKey identity,
      VerifyingKey coordinatorKey,
      SlotBook slots,
      FrozenSlots frozen,
      PrivacyLedger privacy) {}

  /** A shelf on a folder; {@link #resume} takes its sessions up again. */
  public SessionShelf(
      Path folder,
      Kek kek,
      StableStorage disk,
      SecureRandom random,
      JournalCounts counts,
      Parts parts) {
    this.folder = folder;
    this.kek = kek;
    this.disk = disk;
    this.random = random;
    this.parts = parts;
    this.counts = counts;
  }

  /** The open session; empty when there is none of this id. */
  public Optional<SecAggSession> find(Sha256Digest sid) {
    return Optional.ofNullable(open.get(sid.hex())).filter(session -> !session.isOver());
  }

  /** The open sessions. */
  public List<SecAggSession> sessions() {
    return open.values().stream().filter(session -> !session.isOver()).toList();
  }

  /** Whether this session was joined before, whatever became of it. */
  public boolean hasSeen(Sha256Digest sid) {
    return open.containsKey(sid.hex())
        || Files.exists(file(sid, JOURNAL))
        || Files.exists(file(sid, ENDED))
        || Files.exists(file(sid, SET_ASIDE));
  }

  /** Joins a session; throws {@link ProtocolViolation} when a check of its proposal fails. */
  public SecAggSession join(SessionStart start) throws IOException {
    SessionTerms terms = start.terms(parts.coordinatorKey());
    if (hasSeen(terms.sid())) {
      throw new ProtocolViolation(
          ProtocolViolation.Code.ALREADY_DONE, "This site was in this session before.");
    }
    AdvertisedClient advertised = advertised(start, terms);
    SessionJournal journal =
        SessionJournal.create(file(terms.sid(), JOURNAL), terms.sid(), kek, disk, counts, random);
    journal.append(start.encode());
    return put(start, terms, advertised, journal);
  }

  /** What a restart found. */
  public record Resumed(List<SecAggSession> sessions, List<String> damage) {}

  /** Takes every open session up again; the damage is one sentence for each that cannot be. */
  public Resumed resume() throws IOException {
    List<String> damage = new ArrayList<>();
    for (Sha256Digest sid : journals()) {
      try {
        resume(sid);
      } catch (JournalDamaged e) {
        damage.add(String.valueOf(e.getMessage()));
        setAside(sid);
      } catch (ProtocolViolation | MalformedBody e) {
        damage.add(
            "The records of session " + sid.hex() + " do not lead to what this site already sent.");
        setAside(sid);
      }
    }
    for (Sha256Digest sid : counts.sessions()) {
      if (Files.exists(file(sid, ENDED))) {
        counts.forget(sid);
      } else if (!Files.exists(file(sid, JOURNAL)) && !Files.exists(file(sid, SET_ASIDE))) {
        damage.add("The records of session " + sid.hex() + " are missing.");
      }
    }
    return new Resumed(sessions(), damage);
  }

  private void resume(Sha256Digest sid) throws IOException {
    Path file = file(sid, JOURNAL);
    if (Files.exists(file(sid, ENDED))) {
      disk.erase(file);
      return;
    }
    SessionJournal.Opened opened = SessionJournal.open(file, sid, kek, disk, counts, random);
    if (opened.records().isEmpty()) {
      opened.journal().destroy();
      return;
    }
    SessionStart start = SessionStart.decode(opened.records().get(0));
    Arrays.fill(opened.records().get(0), (byte) 0);
    SessionTerms terms = start.terms(parts.coordinatorKey());
    if (!terms.sid().equals(sid)) {
      throw new MalformedBody("A journal is of another session.");
    }
    SecAggSession session = put(start, terms, advertised(start, terms), opened.journal());
    try {
      session.replay(
          opened.records().stream().skip(1).map(SessionRecord::decode).toList(), parts.frozen());
    } catch (IOException | RuntimeException e) {
      open.remove(sid.hex());
      throw e;
    }
  }

  private AdvertisedClient advertised(SessionStart start, SessionTerms terms) {
    return AdvertisedClient.fromRoot(
        terms,
        index(start),
        parts.identity(),
        start.trust(),
        start.gateRule(),
        random,
        start.root());
  }

  private SecAggSession put(
      SessionStart start, SessionTerms terms, AdvertisedClient advertised, SessionJournal journal) {
    SecAggSession session =
        new SecAggSession(
            start,
            terms,
            index(start),
            new SessionSteps(terms, advertised),
            parts.slots(),
            parts.privacy(),
            journal,
            this);
    open.put(terms.sid().hex(), session);
    return session;
  }

  private int index(SessionStart start) {
    return IntStream.range(0, start.roster().size())
        .filter(i -> start.roster().identity(i).equals(parts.identity().verifyingKey()))
        .findFirst()
        .orElse(-1);
  }

  /** The allowed units of every other session of a slot whose gate this site checked. */
  List<BitSet> allowedBefore(Sha256Digest study, String slot, Sha256Digest except)
      throws UncheckedRead {
    List<BitSet> allowed = new ArrayList<>();
    for (SecAggSession session : sessions()) {
      if (session.study().equals(study)
          && session.slot().equals(slot)
          && !session.sid().equals(except)) {
        session.allowed().ifPresent(allowed::add);
      }
    }
    try {
      for (Sha256Digest sid : files(ENDED)) {
        EndedSession ended = ended(sid);
        if (ended.study().equals(study) && ended.slot().equals(slot)) {
          ended.allowed().ifPresent(allowed::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedRead(e);
    }
    return allowed;
  }

  /**
   * The signed result of a session of this slot, when this site was in it to its end and checked
   * gate and result.
   */
  public Optional<Result> result(Sha256Digest sid, Sha256Digest study, String slot)
      throws IOException {
    if (!Files.exists(file(sid, ENDED))) {
      return Optional.empty();
    }
    EndedSession ended = ended(sid);
    boolean isOf = ended.study().equals(study) && ended.slot().equals(slot);
    return isOf && ended.end() == EndedSession.End.RESULT && ended.allowed().isPresent()
        ? Optional.of(Result.decode(ended.result().toByteArray()))
        : Optional.empty();
  }

  /** A file that has to be read cannot be; the step is not taken. */
  static final class UncheckedRead extends RuntimeException {
    private static final long serialVersionUID = 1;

    UncheckedRead(IOException cause) {
      super("A file of an ended session cannot be read.", cause);
    }
  }

  /** Destroys the keys and leaves hashes; in this order, so that a crash between finds both. */
  void end(EndedSession ended, SessionJournal journal) throws IOException {
    new SealedFile(file(ended.sid(), ENDED), endedPurpose(ended.sid()), EndedSession.MAX_BYTES)
        .write(kek, disk, ended.encode());
    journal.destroy();
    open.remove(ended.sid().hex());
  }

  private EndedSession ended(Sha256Digest sid) throws IOException {
    byte[] bytes =
        new SealedFile(file(sid, ENDED), endedPurpose(sid), EndedSession.MAX_BYTES)
            .read(kek)
            .orElseThrow();
    try {
      return EndedSession.decode(bytes);
    } catch (MalformedBody e) {
      throw new JournalDamaged("The file of the ended session " + sid.hex() + " is damaged.");
    }
  }

  /** Destroys the keys of sessions that expired more than a week ago. */
  public void sweep(Instant now) {
    for (SecAggSession session : List.copyOf(sessions())) {
      if (now.isAfter(Instant.ofEpochSecond(session.expires()).plus(GRACE))) {
        session.end(EndedSession.End.EXPIRED, Octets.empty());
      }
    }
  }

  /** Keeps a session from going on until the operator decides; its records stay. */
  public void setAside(Sha256Digest sid) throws IOException {
    open.remove(sid.hex());
    if (Files.exists(file(sid, JOURNAL))) {
      Files.move(file(sid, JOURNAL), file(sid, SET_ASIDE), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * The operator gave the sessions up that cannot go on: they are never joined again.
   *
   * @return how many
   */
  public int giveUp() throws IOException {
    int given = 0;
    for (Sha256Digest sid : files(SET_ASIDE)) {
      giveUp(sid);
      given++;
    }
    for (Sha256Digest sid : counts.sessions()) {
      if (!Files.exists(file(sid, ENDED)) && !Files.exists(file(sid, JOURNAL))) {
        giveUp(sid);
        given++;
      }
    }
    return given;
  }

  private void giveUp(Sha256Digest sid) throws IOException {
    EndedSession ended =
        new EndedSession(
            sid,
            Sha256Digest.ZERO,
            "",
            EndedSession.End.QUARANTINED,
            Octets.empty(),
            Octets.empty(),
            Optional.empty());
    new SealedFile(file(sid, ENDED), endedPurpose(sid), EndedSession.MAX_BYTES)
        .write(kek, disk, ended.encode());
    counts.forget(sid);
    disk.erase(file(sid, SET_ASIDE));
    disk.erase(file(sid, JOURNAL));
  }

  private List<Sha256Digest> journals() throws IOException {
    return files(JOURNAL);
  }

  private List<Sha256Digest> files(String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.matches("[0-9a-f]{64}" + ending.replace(".", "\\.")))
          .map(name -> Sha256Digest.of(java.util.HexFormat.of().parseHex(name.substring(0, 64))))
          .toList();
    }
  }

  private Path file(Sha256Digest sid, String ending) {
    return folder.resolve(sid.hex() + ending);
  }

  private static String endedPurpose(Sha256Digest sid) {
    return "ended/" + sid.hex();
  }
}
