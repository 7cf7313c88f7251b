package org.fedval.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fedval.agent.admin.AdminSocket;
import org.fedval.agent.admin.LocalReply;
import org.fedval.agent.admin.LocalWord;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.LoopbackAddress;
import org.fedval.agent.page.PageSource;
import org.fedval.agent.page.StatusPage;
import org.fedval.agent.study.SiteAgent;
import org.jspecify.annotations.Nullable;

/**
 * What this site's people reach on its host: the local socket and the status page. Both stay open
 * while one policy follows another, and show the last term until the next one begins, so that a
 * policy that cannot be read is told there.
 */
final class SiteFront implements AutoCloseable {
  private volatile SiteAgent agent;
  private volatile PageSource source;
  private final AdminSocket admin;
  private final @Nullable StatusPage page;

  /** Opens both; the agent goes on without the page when its port is taken. */
  SiteFront(AgentMeans means, PolicyTerm first) throws ConfigException, IOException {
    this.agent = first.agent();
    this.source = first.page();
    this.admin =
        AdminSocket.open(
            means.home().adminSocket(), () -> agent.status(), words(agent.localWords()));
    this.page = statusPage(means);
    if (page == null && means.config().statusPage() != null) {
      agent.tell(
          "The status page could not be opened at %s; choose a free port for status_page in agent.yaml. The agent goes on without it."
              .formatted(means.config().statusPage()));
    }
  }

  /** Shows the term that begins. */
  void show(PolicyTerm next) {
    agent = next.agent();
    source = next.page();
  }

  private @Nullable StatusPage statusPage(AgentMeans means) throws ConfigException, IOException {
    Files.deleteIfExists(means.home().statusPageFile());
    Optional<LoopbackAddress> address = means.config().statusPageAddress();
    if (address.isEmpty()) {
      return null;
    }
    try {
      return StatusPage.open(
          address.get().socket(), means.home().statusPageFile(), () -> source, means.random());
    } catch (IOException e) {
      return null;
    }
  }

  /** Every word goes to the agent of the present term. */
  private Map<String, LocalWord> words(Map<String, LocalWord> known) {
    Map<String, LocalWord> words = new HashMap<>();
    for (String word : known.keySet()) {
      words.put(word, (argument, account) -> answer(word, argument, account));
    }
    words.put("withdraw", (study, account) -> withdraw(study));
    return words;
  }

  private Object answer(String word, String argument, String account) {
    LocalWord present = agent.localWords().get(word);
    if (present == null) {
      throw new IllegalStateException("Every term answers the same words.");
    }
    return present.answer(argument, account);
  }

  private LocalReply withdraw(String study) {
    try {
      return agent
          .withdraw(study)
          .map(w -> new LocalReply(w.done(), w.sentence()))
          .orElse(new LocalReply(false, "This site takes part in no study " + study + " now."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new LocalReply(false, "The agent is stopping.");
    }
  }

  @Override
  public void close() {
    if (page != null) {
      page.close();
    }
    admin.close();
  }
}
