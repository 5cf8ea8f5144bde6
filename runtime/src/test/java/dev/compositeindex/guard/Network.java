package dev.compositeindex.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.ds.PGSimpleDataSource;

/** A network between clients and a server, in which single connections can fall silent: open, but nothing arrives any more. */
final class Network implements AutoCloseable {

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
    private final int server;

    /** A network to the server of this database. */
    Network(PGSimpleDataSource database) throws IOException {
        this.server = database.getPortNumbers()[0];
        start(this::accept);
    }

    /** The same database, through this network. */
    PGSimpleDataSource to(PGSimpleDataSource database) {
        PGSimpleDataSource through = new PGSimpleDataSource();
        through.setUrl(database.getUrl());
        through.setUser(database.getUser());
        through.setServerNames(new String[] {entrance.getInetAddress().getHostAddress()});
        through.setPortNumbers(new int[] {entrance.getLocalPort()});
        return through;
    }

    /**
     * Swallows from now on what the two sides of a connection send.
     *
     * @param port the client's port, as the server sees it
     */
    void silence(int port) {
        silent.add(port);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = entrance.accept();
            Socket toServer = new Socket("localhost", server);
            sockets.addAll(List.of(client, toServer));
            start(() -> forward(client, toServer, toServer.getLocalPort()));
            start(() -> forward(toServer, client, toServer.getLocalPort()));
        }
    }

    private void forward(Socket from, Socket to, int port) throws IOException {
        byte[] bytes = new byte[8192];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                if (!silent.contains(port)) {
                    out.write(bytes, 0, length);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** Until a socket is closed. */
    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // By one of the sides, or by the test: there is no more to forward.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
