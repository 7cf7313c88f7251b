package org.fedval.coordinator.web.audit;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fedval.coordinator.access.Permission;
import org.fedval.coordinator.access.Visitor;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.store.SiteRepository.EnrolledSite;
import org.fedval.coordinator.web.NavItem;
import org.fedval.coordinator.web.Pages;
import org.fedval.coordinator.web.Problem;
import org.fedval.coordinator.web.Route;
import org.fedval.coordinator.web.Shell;
import org.fedval.coordinator.web.When;
import org.fedval.coordinator.web.audit.AuditModels.EntryPage;
import org.fedval.coordinator.web.audit.AuditModels.Head;
import org.fedval.coordinator.web.audit.AuditModels.HeadPage;
import org.fedval.coordinator.web.audit.AuditModels.ListPage;
import org.fedval.coordinator.web.audit.AuditModels.Row;
import org.fedval.coordinator.web.audit.AuditModels.Witness;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.log.LogProof;
import org.fedval.crypto.log.MerkleTree;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;

/** The transparency log: list, entry, signed heads, proofs, each as a page and as a file. */
public final class AuditPages {
  private static final int HEADS = 12;
  private static final int SHORT = 12;
  private static final String TEXT = "text/plain; charset=utf-8";

  private final AuditLog log;
  private final NameSources sources;
  private final Clock clock;

  /** Shows this log, with names from these sources. */
  public AuditPages(AuditLog log, NameSources names, Clock clock) {
    this.log = log;
    this.sources = names;
    this.clock = clock;
  }

  /** Its addresses. */
  public List<Route> routes() {
    return List.of(
        Route.get("/audit", Permission.READ_LOG, this::list),
        Route.get("/audit/key.txt", Permission.READ_LOG, this::key),
        Route.get("/audit/entries/{index}", Permission.READ_LOG, this::entry),
        Route.get("/audit/entries/{index}/entry.bin", Permission.READ_LOG, this::bytes),
        Route.get("/audit/entries/{index}/proof.txt", Permission.READ_LOG, this::proof),
        Route.get("/audit/checkpoints/{size}", Permission.READ_LOG, this::head),
        Route.get("/audit/checkpoints/{size}/checkpoint.txt", Permission.READ_LOG, this::note),
        Route.get(
            "/audit/checkpoints/{size}/from/{old}/consistency.txt",
            Permission.READ_LOG,
            this::consistency));
  }

  private void list(Context request, Visitor visitor) {
    LogQuery query = LogQuery.of(request);
    EntryNames names = EntryNames.of(visitor, sources);
    LogSearch.Found found = new LogSearch(log).find(query, names);
    Instant now = clock.instant();
    Map<String, String> events = new LinkedHashMap<>();
    for (LogEvent event : LogEvent.values()) {
      events.put(event.name(), EventWords.of(event));
    }
    List<SignedCheckpoint> heads = log.newestCheckpoints(HEADS);
    Pages.show(
        request,
        "audit.jte",
        shell("Audit log", visitor),
        new ListPage(
            query,
            events,
            found.hits().stream().map(hit -> row(hit.index(), hit.entry(), names, now)).toList(),
            found.next() < 0 ? "" : query.older(found.next()),
            log.size(),
            heads.stream().map(this::head).toList(),
            heads.isEmpty() ? List.of() : witnesses(heads.get(0), visitor),
            log.name().vkey()));
  }

  private void entry(Context request, Visitor visitor) {
    long index = index(request);
    byte[] bytes = leaf(index);
    LogEntry entry = LogEntry.decode(bytes);
    Optional<LogProof> proof = log.newestProof(index);
    Pages.show(
        request,
        "audit_entry.jte",
        shell("Entry %d of the audit log".formatted(index), visitor),
        new EntryPage(
            row(index, entry, EntryNames.of(visitor, sources), clock.instant()),
            entry.bodyHash().hex(),
            entry.sid().equals(Sha256Digest.ZERO) ? "" : entry.sid().hex(),
            entry.previous().hex(),
            HexFormat.of().formatHex(bytes),
            MerkleTree.leafHash(bytes).hex(),
            proof.map(LogProof::render).orElse(""),
            proof.map(p -> p.checkpoint().checkpoint().size()).orElse(0L),
            proof.map(p -> witnesses(p.checkpoint(), visitor)).orElse(List.of())));
  }

  private void bytes(Context request, Visitor visitor) {
    long index = index(request);
    request.header("Content-Disposition", "attachment; filename=\"entry-%d.bin\"".formatted(index));
    request.contentType("application/octet-stream").result(leaf(index));
  }

  private void proof(Context request, Visitor visitor) {
    long index = index(request);
    LogProof proof = log.newestProof(index).orElseThrow(Problem::notFound);
    file(request, "proof-%d.txt".formatted(index), proof.render());
  }

  private void head(Context request, Visitor visitor) {
    SignedCheckpoint head = checkpoint(request);
    long size = head.checkpoint().size();
    Pages.show(
        request,
        "audit_checkpoint.jte",
        shell("Signed head of %d entries".formatted(size), visitor),
        new HeadPage(
            size,
            head.render(),
            witnesses(head, visitor),
            log.newestCheckpoints(HEADS).stream()
                .map(older -> older.checkpoint().size())
                .filter(older -> older < size)
                .toList()));
  }

  private void note(Context request, Visitor visitor) {
    SignedCheckpoint head = checkpoint(request);
    file(request, "checkpoint-%d.txt".formatted(head.checkpoint().size()), head.render());
  }

  private void consistency(Context request, Visitor visitor) {
    long newSize = number(request.pathParam("size"));
    long oldSize = number(request.pathParam("old"));
    file(
        request,
        "consistency-%d-%d.txt".formatted(oldSize, newSize),
        log.consistent(oldSize, newSize).orElseThrow(Problem::notFound).render());
  }

  private void key(Context request, Visitor visitor) {
    file(
        request,
        "coordinator.pub",
        HexFormat.of().formatHex(log.name().key().toByteArray()) + "\n");
  }

  private static void file(Context request, String name, String text) {
    request.header("Content-Disposition", "attachment; filename=\"%s\"".formatted(name));
    request.contentType(TEXT).result(text.getBytes(StandardCharsets.UTF_8));
  }

  private SignedCheckpoint checkpoint(Context request) {
    return log.checkpoint(number(request.pathParam("size"))).orElseThrow(Problem::notFound);
  }

  private byte[] leaf(long index) {
    return log.leavesBefore(index + 1, 1).get(0).entry();
  }

  private long index(Context request) {
    long index = number(request.pathParam("index"));
    if (index >= log.size()) {
      throw Problem.notFound();
    }
    return index;
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,12}")) {
      throw Problem.notFound();
    }
    return Long.parseLong(text);
  }

  private Head head(SignedCheckpoint head) {
    return new Head(
        head.checkpoint().size(),
        head.checkpoint().root().hex().substring(0, SHORT),
        head.cosigners(keys()).size());
  }

  private List<VerifyingKey> keys() {
    return sources.sites().list().stream()
        .map(site -> VerifyingKey.of(site.identityKey()))
        .toList();
  }

  private List<Witness> witnesses(SignedCheckpoint head, Visitor visitor) {
    boolean named = visitor.may(Permission.READ_SITES);
    List<Witness> witnesses = new ArrayList<>();
    for (EnrolledSite site : sources.sites().list()) {
      VerifyingKey key = VerifyingKey.of(site.identityKey());
      if (!head.cosigners(List.of(key)).isEmpty()) {
        String name = named ? "%s (%s)".formatted(site.organisation(), site.siteId()) : "a site";
        witnesses.add(new Witness(name, key.fingerprint().text()));
      }
    }
    witnesses.sort(Comparator.comparing(Witness::name).thenComparing(Witness::fingerprint));
    return List.copyOf(witnesses);
  }

  private static Row row(long index, LogEntry entry, EntryNames names, Instant now) {
    Optional<EntryNames.Name> about = names.about(entry);
    return new Row(
        index,
        EventWords.of(entry.event()),
        When.of(Instant.ofEpochSecond(entry.time()), now),
        EntryNames.signer(entry),
        about.map(EntryNames.Name::words).orElse(""),
        about.map(EntryNames.Name::study).orElse(""),
        entry.bodyHash().hex().substring(0, SHORT));
  }

  private static Shell shell(String title, Visitor visitor) {
    return Shell.of(title, visitor).at(NavItem.AUDIT);
  }
}
