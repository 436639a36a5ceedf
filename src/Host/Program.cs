using Bridgewatch.Host.CommandLine;

return await BridgewatchCommand.Run(args);
