import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.neo4j.cli.ExecutionContext;
import org.neo4j.commandline.admin.security.SetInitialPasswordCommand;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import picocli.CommandLine;

/**
 * Neo4j in the folder named by the only argument, set up by its conf/neo4j.conf.
 *
 * <p>The first line of standard input is the password; "ready" is printed when the server answers. The line "stop" ends
 * it and keeps the data. When the input ends without it, whoever started the server is gone, and the folder goes too.
 */
class Server {
    private static volatile boolean orphaned;

    public static void main(String[] args) throws IOException {
        PrintStream ready = System.out;
        System.setOut(System.err); // what Neo4j prints is not for whoever waits for the ready line
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        Path home = Path.of(args[0]);
        setInitialPassword(home, input.readLine());
        var service = new DatabaseManagementServiceBuilder(home).loadPropertiesFromFile(home.resolve("conf/neo4j.conf")).build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.shutdown();
            if (orphaned) {
                delete(home);
            }
        }));
        ready.println("ready");
        orphaned = !"stop".equals(input.readLine());
        System.exit(0);
    }

    private static void setInitialPassword(Path home, String password) throws IOException {
        if (Files.exists(home.resolve("data"))) {
            return;
        }
        var command = new SetInitialPasswordCommand(new ExecutionContext(home, home.resolve("conf")));
        new CommandLine(command).parseArgs(password);
        command.execute();
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException error) {
            error.printStackTrace();
        }
    }
}
