package org.fedval.cli.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.fedval.agent.admin.AdminClient;
import org.fedval.agent.admin.LocalStatus;
import org.fedval.agent.config.AgentHome;
import org.fedval.cli.client.RefusedException;
import org.fedval.cli.client.VendorClient;
import org.fedval.cli.client.VendorClient.Status;
import org.fedval.crypto.primitive.Sha256Digest;

/** Shows a running study, a line a site, until it is over. */
final class StudyWatch {
  private static final long REDRAW_MILLIS = 200;

  private final Federation federation;
  private final DemoFolders folders;
  private final List<DemoSite> sites;
  private final ProgressBoard board;
  private final PrintWriter out;
  private final Set<String> reported = new HashSet<>();
  private volatile Status now = new Status("LOCKED", "", List.of());

  StudyWatch(
      Federation federation,
      DemoFolders folders,
      List<DemoSite> sites,
      ProgressBoard board,
      PrintWriter out) {
    this.federation = federation;
    this.folders = folders;
    this.sites = sites;
    this.board = board;
    this.out = out;
  }

  /** The study's last state. */
  Status untilOver(VendorClient vendor, Sha256Digest study)
      throws RefusedException, InterruptedException {
    CompletableFuture<Status> last =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return vendor.watch(study, status -> now = status);
              } catch (RefusedException e) {
                throw new CompletionException(e);
              }
            });
    while (!last.isDone()) {
      draw(now);
      tellLosses();
      Thread.sleep(REDRAW_MILLIS);
    }
    draw(now);
    try {
      return last.join();
    } catch (CompletionException e) {
      String loss = federation.coordinatorLoss();
      throw loss.isEmpty() && e.getCause() instanceof RefusedException refused
          ? refused
          : new RefusedException(loss.isEmpty() ? "Watching the study failed." : loss);
    }
  }

  private void draw(Status study) {
    List<ProgressBoard.Line> lines = new ArrayList<>();
    lines.add(new ProgressBoard.Line("study", study.state(), study.sentence(), true));
    for (DemoSite site : sites) {
      AgentHome home = new AgentHome(folders.site(site.siteId()));
      Optional<LocalStatus> local = AdminClient.status(home.adminSocket());
      lines.add(
          local
              .map(s -> new ProgressBoard.Line(site.siteId(), s.phase(), counts(s)))
              .orElse(new ProgressBoard.Line(site.siteId(), "not running", "")));
    }
    board.show(lines);
  }

  private static String counts(LocalStatus s) {
    return s.scored() + s.excluded() == 0 ? s.sentence() : s.words();
  }

  private void tellLosses() {
    for (String site : federation.lost()) {
      if (reported.add(site)) {
        out.println(
            "  "
                + site
                + ": its agent's process ended; the coordinator waits for it until its deadline, then goes on without it if enough sites are left.");
        out.flush();
      }
    }
  }
}
